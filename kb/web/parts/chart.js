// What charts have in common: scales, ticks, letters that fit, a legend, the table behind, and a drawing that fits its box.

import { el, svg } from "../core/dom.js";
import { t } from "../core/words.js";

/** The size of a chart's letters, in pixels. */
export const LETTERS = 13;

const pen = document.createElement("canvas").getContext("2d");

/** How wide a text is in a chart, in pixels. */
export const measured = (text, size = LETTERS) => {
  pen.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
};

/** A text, or as much of it as is at most so wide, with three dots. */
export const shortened = (text, width, size = LETTERS) => {
  if (measured(text, size) <= width) return text;
  const signs = [...text];
  while (signs.length > 1 && measured(`${signs.join("")}…`, size) > width) signs.pop();
  return `${signs.join("").trimEnd()}…`;
};

/** A linear scale. */
export const scale = (low, high, start, end) => (value) => start + ((value - low) / (high - low || 1)) * (end - start);

const step = (rough) => {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough);
};

/** Round numbers from one to another, about so many. */
export const ticks = (low, high, about, least = 1) => {
  const by = Math.max(least, step((high - low || 1) / about));
  const first = Math.ceil(low / by);
  return Array.from({ length: Math.max(0, Math.floor(high / by + 1e-9) - first + 1) }, (_, at) => (first + at) * by);
};

/** A day (`2022-09-02`) as a year with its fraction. */
export const fraction = (day) => Number(day.slice(0, 4)) + (Number(day.slice(5, 7)) - 1) / 12 + (Number(day.slice(8, 10)) - 1) / 366;

/** The axis of years: lines upwards, and the year below where there is room for it. */
export const yearAxis = (low, high, x, { top, bottom }) => {
  const room = Math.max(1, Math.abs(x(high) - x(low)) / 46);
  return svg(
    "g",
    { class: "axis", "aria-hidden": "true" },
    ticks(low, high, room).map((year) => [
      svg("line", { x1: x(year), x2: x(year), y1: top, y2: bottom }),
      svg("text", { x: x(year), y: bottom + 17, "text-anchor": "middle" }, String(year)),
    ]),
  );
};

/** A legend in a drawing, in as many lines as the width takes. `items` are `{ mark, words }`; returns `{ root, height }`. */
export const legend = (items, width, top) => {
  let [x, y] = [0, top];
  const root = svg("g", { class: "legend", "aria-hidden": "true" });
  for (const { mark, words } of items) {
    const wide = 34 + measured(words);
    if (x && x + wide > width) [x, y] = [0, y + 22];
    root.append(svg("g", { transform: `translate(${x} ${y})` }, mark, svg("text", { x: 28, y: 5 }, words)));
    x += wide + 14;
  }
  return { root, height: y - top + 22 };
};

/** A table in a box of its own that can be scrolled. `heads` are words, or `{ words, numbers }`; rows are lists of nodes or texts. */
export const tableOf = (caption, heads, rows, attributes = {}) =>
  el(
    "div",
    { class: "scrolling", tabindex: "0", role: "region", "aria-label": caption },
    el(
      "table",
      attributes,
      el("caption", { class: "unseen" }, caption),
      el(
        "thead",
        null,
        el(
          "tr",
          null,
          heads.map((head) => el("th", { scope: "col", class: head.numbers && "numbers" }, head.words ?? head)),
        ),
      ),
      el(
        "tbody",
        null,
        rows.map((row) =>
          el(
            "tr",
            null,
            row.map((cell, at) => el("td", { class: heads[at].numbers && "numbers" }, cell)),
          ),
        ),
      ),
    ),
  );

/** A table behind a chart, closed until asked for. */
export const behind = (caption, heads, rows) =>
  el("details", { class: "behind" }, el("summary", null, t("practice.table")), tableOf(caption, heads, rows));

/** A box whose drawing is made anew for every width it gets, from a first `width` on; `box.redraw()` makes it anew at once. */
export const fitted = (draw, width) => {
  const box = el("div", { class: "drawing" });
  let drawn = Math.floor(width);
  box.redraw = () => box.replaceChildren(draw(drawn));
  box.redraw();
  new ResizeObserver(([{ contentRect }]) => {
    const now = Math.floor(contentRect.width);
    if (!now || now === drawn) return;
    drawn = now;
    box.redraw();
  }).observe(box);
  return box;
};
