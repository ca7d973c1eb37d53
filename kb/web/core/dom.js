// Elements. All text is set as text; what comes from the data stands apart from what surrounds it (`told`).

const SVG = "http://www.w3.org/2000/svg";

const set = (node, name, value) => {
  if (value === null || value === undefined || value === false) return;
  if (name === "style") for (const [property, worth] of Object.entries(value)) node.style.setProperty(property, worth);
  else if (typeof value === "function") node.addEventListener(name.slice(2), value);
  else if (name === "data") Object.assign(node.dataset, value);
  else node.setAttribute(name, value === true ? "" : value);
};

const filled = (node, attributes, children) => {
  for (const [name, value] of Object.entries(attributes ?? {})) set(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
};

/** An element: attributes by name (`onclick` and the like take functions, `style` and `data` take objects), then its children. */
export const el = (tag, attributes, ...children) => filled(document.createElement(tag), attributes, children);

/** The same, of a drawing. */
export const svg = (tag, attributes, ...children) => filled(document.createElementNS(SVG, tag), attributes, children);

/** A text from the data: its direction of writing, and marks in it that turn this round, end with it. */
export const told = (text, attributes) => el("bdi", attributes, text ?? "");

/** Put children in the place of what a node has. */
export const refill = (node, ...children) => {
  node.replaceChildren();
  return filled(node, null, children);
};

/** A link to another host, or the text alone where an address is none of the web. */
export const outside = (address, text) => {
  const shown = told(text ?? address);
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) return shown;
  return el("a", { href: address, rel: "noreferrer external", class: "outside" }, shown);
};

/** Text without marks that change how its surroundings are read, for a window's title or the name of a file. */
export const plain = (text) => text.replace(/[\p{Cc}\p{Cf}]/gu, "");

/** Wait until what is there is drawn. */
export const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

let made = 0;
/** An id that no other element has. */
export const unique = (name) => `${name}-${(made += 1)}`;
