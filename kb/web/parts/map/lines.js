// Lines between two places: bent to one side, so that there and back lie apart, and with a head that shows the direction.

import { svg } from "../../core/dom.js";

const BEND = 0.16;
const SHORTEST = 10;

const curve = ([x0, y0], [x1, y1], bend) => {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const [cx, cy] = [(x0 + x1) / 2 + dy * bend, (y0 + y1) / 2 - dx * bend];
  const long = Math.hypot(x1 - cx, y1 - cy) || 1;
  return { cx, cy, ux: (x1 - cx) / long, uy: (y1 - cy) / long, length: Math.hypot(dx, dy) };
};

const spots = (...numbers) => numbers.map((number) => number.toFixed(1)).join(" ");

/** The paths of a line and of its head, from one spot to another, the end short of the target by `gap`. */
export const bent = (from, to, { width, gap, bend = BEND }) => {
  const { cx, cy, ux, uy, length } = curve(from, to, bend);
  if (length < SHORTEST) return { line: `M${spots(...from, ...to)}`, head: "" };
  const [tx, ty] = [to[0] - ux * gap, to[1] - uy * gap];
  const size = Math.min(4 + width * 1.3, length / 2);
  const [bx, by, half] = [tx - ux * size, ty - uy * size, size * 0.45];
  const line = `M${spots(...from)}Q${spots(cx, cy, bx, by)}`;
  return { line, head: `M${spots(tx, ty)}L${spots(bx - uy * half, by + ux * half)}L${spots(bx + uy * half, by - ux * half)}Z` };
};

const STEPS = Array.from({ length: 19 }, (_, at) => (at + 1) / 20);

/** Spots along a line, close enough that none passes through a name between them. */
const along = (from, to, bend = BEND) => {
  const { cx, cy } = curve(from, to, bend);
  const middle = [cx, cy];
  return STEPS.map((at) => [0, 1].map((axis) => (1 - at) ** 2 * from[axis] + 2 * at * (1 - at) * middle[axis] + at ** 2 * to[axis]));
};

/**
 * A line of a map: `{ source, target, class, width, title, bend, shown }`. One that is not `shown` at first is made when it is;
 * once it is drawn, only its width or its being there changes.
 */
export class Line {
  constructor(told, layer) {
    Object.assign(this, told, { layer, shown: false, widest: told.width, width: 0 });
    if (told.shown ?? true) this.set(told.width);
  }

  /** Draw it between two spots, once it is shown. */
  draw(from, to, gap) {
    this.ends = [from, to, gap];
    if (this.root) this.follow();
  }

  /** Spots along it, once it is drawn and while it is shown. */
  along() {
    return this.shown && this.ends ? along(this.ends[0], this.ends[1], this.bend) : [];
  }

  follow() {
    const [from, to, gap] = this.ends;
    const { line, head } = bent(from, to, { width: this.widest, gap, bend: this.bend });
    this.line.setAttribute("d", line);
    this.head.setAttribute("d", head);
  }

  make() {
    this.line = svg("path", { class: "line" });
    this.head = svg("path", { class: "head" });
    this.root = svg("g", { class: `arc ${this.class ?? ""}` }, this.line, this.head);
    if (this.ends) this.follow();
    this.layer.append(this.root);
  }

  /** Show it with a width; without one it is hidden. Nothing is touched that stays. */
  set(width) {
    if (width === (this.shown ? this.width : 0)) return;
    this.shown = width > 0;
    if (!this.shown) return this.root.setAttribute("display", "none");
    if (!this.root) this.make();
    this.width = width;
    this.root.removeAttribute("display");
    this.line.setAttribute("stroke-width", width);
  }
}
