// Files that the reader takes along.

const FORMULA = /^[=+\-@\t\r]/;
const LATER_MS = 1000;

const cell = (value) => {
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows as CSV (RFC 4180), safe to open: a text that a spreadsheet would take for a formula gets an apostrophe before it. */
export const csv = (rows) => rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";

/** Save a text or a Blob as a file. */
export const save = (name, type, content) => {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), LATER_MS);
};
