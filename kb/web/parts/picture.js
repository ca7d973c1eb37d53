// A chart to be taken along: as an SVG that needs no style sheet, or as a PNG. Text stays text.

import { el, svg } from "../core/dom.js";
import { t } from "../core/words.js";

const KEPT = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-opacity",
  "opacity",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "visibility",
];
const LIVELY = ["class", "tabindex", "role", "style", "data-told", "data-tell", "data-key", "aria-hidden"];
const EDGE = 16;
const LINE = 20;
const SHARPNESS = 2;

const inlined = (from, to) => {
  const style = getComputedStyle(from);
  if (style.display === "none") return to.remove();
  for (const name of KEPT) to.setAttribute(name, style.getPropertyValue(name));
  const copies = [...to.children];
  return [...from.children].forEach((child, at) => inlined(child, copies[at]));
};

const wrapped = (text, width) => {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    if ((lines.at(-1).length + word.length) * 7 > width && lines.at(-1)) lines.push("");
    lines[lines.length - 1] += `${lines.at(-1) ? " " : ""}${word}`;
  }
  return lines;
};

const letters = (lines, top, size, paint, weight = 400) =>
  lines.map((line, at) =>
    svg(
      "text",
      { x: EDGE, y: top + at * LINE, "font-family": paint.fontFamily, "font-size": size, "font-weight": weight, fill: paint.color },
      line,
    ),
  );

const withoutLinks = (copy) => {
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  for (const node of [copy, ...copy.querySelectorAll("*")]) for (const name of LIVELY) node.removeAttribute(name);
};

/** A drawing with its styles inlined, its title above and words on what it rests on below; an element that stands alone. */
export const standalone = (drawing, title, note) => {
  const { width, height } = drawing.getBoundingClientRect();
  const copy = drawing.cloneNode(true);
  inlined(drawing, copy);
  withoutLinks(copy);
  const paint = getComputedStyle(document.body);
  const [heads, feet] = [wrapped(title, width - EDGE), wrapped(note, width)];
  const top = EDGE + heads.length * LINE + 8;
  const whole = [width + 2 * EDGE, top + height + feet.length * LINE + 2 * EDGE];
  for (const [name, value] of Object.entries({ x: EDGE, y: top, width, height })) copy.setAttribute(name, value);
  return svg(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: whole[0], height: whole[1], viewBox: `0 0 ${whole.join(" ")}` },
    svg("title", null, title),
    svg("rect", { width: "100%", height: "100%", fill: paint.backgroundColor }),
    letters(heads, EDGE + 14, 16, paint, 600),
    copy,
    letters(feet, top + height + EDGE + 8, 12, paint),
  );
};

/** The text of an SVG. */
export const svgText = (drawing, title, note) => new XMLSerializer().serializeToString(standalone(drawing, title, note));

const loaded = (address) =>
  new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = address;
  });

/** The same as a PNG, by way of a canvas; a promise of a blob. */
export const png = async (drawing, title, note) => {
  const address = URL.createObjectURL(new Blob([svgText(drawing, title, note)], { type: "image/svg+xml" }));
  try {
    const image = await loaded(address);
    const canvas = el("canvas", { width: Math.ceil(image.width * SHARPNESS), height: Math.ceil(image.height * SHARPNESS) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
};

/** Buttons that download a drawing: `of()` gives it when it is asked for, `name` is the file's, `save(name, type, content)` writes it. */
export const pictureButtons = (of, { name, title, note, save }) =>
  el(
    "span",
    { class: "downloads screen" },
    el("button", { type: "button", onclick: () => save(`${name}.svg`, "image/svg+xml", svgText(of(), title, note)) }, t("practice.svg")),
    " ",
    el(
      "button",
      { type: "button", onclick: async () => save(`${name}.png`, "image/png", await png(of(), title, note)) },
      t("practice.png"),
    ),
  );
