// Coming nearer and moving about: buttons, keys, and a pointer that drags.

import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";

const STEP = 1.7;
const PUSH = 80;
const STILL = 4;

const button = (sign, words, onclick) =>
  el("button", { type: "button", "aria-label": t(words), onclick }, el("span", { "aria-hidden": "true" }, sign));

/** Buttons that bring a map nearer, farther, and back to the whole world. */
export const buttons = (map) =>
  el(
    "div",
    { class: "map-buttons", role: "group", "aria-label": t("map.zoom") },
    button("+", "map.nearer", () => map.zoom(STEP)),
    button("−", "map.farther", () => map.zoom(1 / STEP)),
    el("button", { type: "button", class: "whole", onclick: () => map.whole() }, t(map.wide ? "map.whole" : "map.all")),
  );

const KEYS = {
  "+": (map) => map.zoom(STEP),
  "=": (map) => map.zoom(STEP),
  "-": (map) => map.zoom(1 / STEP),
  0: (map) => map.whole(),
  ArrowLeft: (map) => map.push(PUSH, 0),
  ArrowRight: (map) => map.push(-PUSH, 0),
  ArrowUp: (map) => map.push(0, PUSH),
  ArrowDown: (map) => map.push(0, -PUSH),
};

const pressed = (map) => (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key](map);
};

const rolled = (map) => (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const { left, top } = map.drawing.getBoundingClientRect();
  map.zoom(event.deltaY < 0 ? STEP : 1 / STEP, [event.clientX - left, event.clientY - top]);
};

const dragging = (map) => {
  let from = null;
  let far = [0, 0];
  map.drawing.addEventListener("pointerdown", (event) => {
    if (event.button === 0) [from, far] = [[event.clientX, event.clientY], [0, 0]];
  });
  map.drawing.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) return;
    far = [event.clientX - from[0], event.clientY - from[1]];
    if (Math.hypot(...far) > STILL) map.slide(...far);
  });
  const end = () => {
    if (from && Math.hypot(...far) > STILL) map.push(...far);
    from = null;
  };
  for (const name of ["pointerup", "pointerleave", "pointercancel"]) map.drawing.addEventListener(name, end);
  map.drawing.addEventListener("click", (event) => Math.hypot(...far) > STILL && event.preventDefault(), true);
  map.drawing.addEventListener("dragstart", (event) => event.preventDefault());
};

/** Let a map be moved by keys and by a pointer. */
export const movable = (map) => {
  map.drawing.setAttribute("tabindex", 0);
  map.drawing.addEventListener("keydown", pressed(map));
  map.drawing.addEventListener("wheel", rolled(map), { passive: false });
  dragging(map);
};
