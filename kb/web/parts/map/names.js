// Names beside places, as many as there is room for: none lies over another, or over a place.

import { svg } from "../../core/dom.js";

const HEIGHT = 15;
const LONGEST = 30;
const ROOM = 18000;
const DOTS = 120;
const FONT = "12px";

const cut = (name) => ([...name].length > LONGEST ? `${[...name].slice(0, LONGEST - 1).join("")}…` : name);

const pen = document.createElement("canvas").getContext("2d");

const widths = new Map();

const wide = (text) => {
  if (!widths.has(text)) widths.set(text, pen.measureText(text).width + 4);
  return widths.get(text);
};

const sides = ({ x, y, size, upright }, width) => {
  const off = size + 3;
  const beside = y - HEIGHT / 2;
  const level = [{ left: x + off, top: beside, anchor: "start" }, { left: x - off - width, top: beside, anchor: "end" }];
  const over = [{ left: x - width / 2, top: y - off - HEIGHT, anchor: "middle" }, { left: x - width / 2, top: y + off, anchor: "middle" }];
  const ordered = upright ? [...over, ...level] : [...level, ...over];
  return ordered.map((side) => ({ ...side, right: side.left + width, bottom: side.top + HEIGHT }));
};

const apart = (one, other) => one.right < other.left || one.left > other.right || one.bottom < other.top || one.top > other.bottom;

const dotOf = ({ x, y, size }) => ({ left: x - size, right: x + size, top: y - size, bottom: y + size });

const drawn = ({ left, right, top, anchor }, text) => {
  const x = { start: left + 2, end: right - 2, middle: (left + right) / 2 }[anchor];
  return svg("text", { class: "name", x: x.toFixed(1), y: (top + HEIGHT / 2).toFixed(1), dy: "0.35em", "text-anchor": anchor }, text);
};

const within = ({ left, right, top, bottom }) => ([x, y]) => x > left && x < right && y > top && y < bottom;

/**
 * Names of `places` `{ name, x, y, size, upright }`, the first before the others and none over the boxes `kept` free; returns pairs of a
 * place and its text, how many have no room, and how many lie outside. An upright one has its name above or below rather than beside it.
 * Names keep off the spots `lines` where there is another side.
 */
export const names = (places, width, height, kept = [], lines = []) => {
  pen.font = `${FONT} ${getComputedStyle(document.body).fontFamily}`;
  const inside = places.filter(({ x, y }) => x > 0 && y > 0 && x < width && y < height);
  const taken = [...kept, ...inside.slice(0, DOTS).map((place) => ({ ...dotOf(place), place }))];
  const most = Math.max(8, (width * height) / ROOM);
  const found = [];
  for (const place of inside) {
    if (found.length >= most) break;
    const text = cut(place.name);
    const fits = (side) => side.left > 0 && side.top > 0 && side.right < width && side.bottom < height;
    const open = sides(place, wide(text)).filter((side) => fits(side) && taken.every((each) => each.place === place || apart(side, each)));
    const free = open.find((side) => !lines.some(within(side))) ?? open[0];
    if (!free) continue;
    taken.push(free);
    found.push({ place, text: drawn(free, text) });
  }
  return { found, hidden: inside.length - found.length, outside: places.length - inside.length };
};
