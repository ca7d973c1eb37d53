// Calendars as other programs read them (RFC 5545): days as a whole, lines of at most 75 octets.

const OCTETS = 75;
const encoder = new TextEncoder();

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

const date = (when) => when.toISOString().slice(0, 10).replaceAll("-", "");

const stamp = (when) => when.toISOString().replace(/[-:]|\.\d+/g, "");

const folded = (line) => {
  const lines = [""];
  let octets = 0;
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > OCTETS) {
      lines.push(" ");
      octets = 1;
    }
    lines[lines.length - 1] += letter;
    octets += size;
  }
  return lines.join("\r\n");
};

const event = ({ uid, from, days, summary, place, text }) => {
  const to = new Date(from);
  to.setUTCDate(to.getUTCDate() + days);
  return [
    "BEGIN:VEVENT", `UID:${escaped(uid)}`, `DTSTAMP:${stamp(new Date())}`, `DTSTART;VALUE=DATE:${date(from)}`, `DTEND;VALUE=DATE:${date(to)}`,
    `SUMMARY:${escaped(summary)}`, `LOCATION:${escaped(place)}`, `DESCRIPTION:${escaped(text)}`, "END:VEVENT",
  ];
};

/** A calendar of events `{ uid, from: Date, days, summary, place, text }`. */
export const calendar = (events) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Peer-learning knowledge base//Visit plan//EN", ...events.flatMap(event), "END:VCALENDAR", ""].map(folded).join("\r\n");
