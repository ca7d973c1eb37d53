// Places on a map, as links where they have an address.

import { svg } from "../../core/dom.js";

const USUAL = 4;
const REACH = 11;
const BESIDE = 20;

/** A place of a map: `{ id, name, location, size, class, href }`, `size` being its radius in pixels. */
export class Spot {
  constructor(told) {
    Object.assign(this, told, { size: told.size ?? USUAL, shown: true });
    const marks = [svg("circle", { class: "reach", r: Math.max(REACH, this.size) }), svg("circle", { class: "dot", r: this.size })];
    const said = { class: `spot ${this.class ?? ""}`, "aria-label": this.name };
    this.root = this.href ? svg("a", { href: this.href, ...said }, marks) : svg("g", { role: "img", ...said }, marks);
    this.label = null;
  }

  /** Put it where it belongs. */
  draw([x, y]) {
    Object.assign(this, { x, y });
    this.root.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
  }

  /** Show or hide it, its name with it. */
  set(shown) {
    if (shown === this.shown) return;
    this.shown = shown;
    for (const node of [this.root, this.label]) if (shown) node?.removeAttribute("display");
    else node?.setAttribute("display", "none");
  }
}

/** A stop of a route, with its number and its name; without a number, where the route begins. */
export const stop = (number, name, [x, y]) =>
  svg(
    "g",
    {
      class: number ? "stop" : "stop start",
      role: "img",
      "aria-label": number ? `${number}. ${name}` : name,
      transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
    },
    svg("circle", { r: number ? 11 : 7 }),
    number > 0 && svg("text", { dy: "0.35em", "text-anchor": "middle" }, String(number)),
  );

/** The spots of stops, those that would lie over one before them moved beside it. */
export const parted = (spots) =>
  spots.reduce((found, spot) => {
    const over = found.find(([x, y]) => Math.hypot(spot[0] - x, spot[1] - y) < BESIDE);
    if (!over) return [...found, spot];
    const [dx, dy] = [spot[0] - over[0], spot[1] - over[1]];
    const far = Math.hypot(dx, dy);
    return [...found, far ? [over[0] + (dx / far) * BESIDE, over[1] + (dy / far) * BESIDE] : [over[0] + BESIDE, over[1]]];
  }, []);
