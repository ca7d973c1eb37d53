// Outlines of the land: of the world coarse ones, for which a map of the whole has them projected beforehand, of a part finer ones.

import { Problem } from "../../core/client.js";
import { svg } from "../../core/dom.js";
import "../../vendor/topojson/topojson-client.min.js";

const FINE_SCALE = 900;

const asked = {};

const read = async (name) => {
  const response = await fetch(`/web/vendor/land/land-${name}.json`);
  if (!response.ok) throw new Problem("OFFLINE", `${response.status}`, true);
  return response.json();
};

const once = (name, made) => (asked[name] ??= read(name).then(made).catch((problem) => {
  delete asked[name];
  throw problem;
}));

const shapes = (topology) => globalThis.topojson.feature(topology, topology.objects.land);

const geo = (name) => once(name, shapes);

/** The coarse outlines of the world `{ scale, path }` in its projection; asked for once. */
export const flat = () => once("110m-flat", (outlines) => outlines);

const outline = (d) => svg("path", { class: "outline", d: d ?? "" });

/** The land of a map; `wide` ones have the projection of the world. `onfine()` tells that finer outlines have come, which were asked for. */
export class Land {
  constructor(wide, onfine) {
    Object.assign(this, { wide, onfine });
  }

  /** Get what is needed before anything is drawn. */
  async begin() {
    if (!this.wide) this.coarse = await geo("110m");
    else {
      this.flat = await flat();
      this.sheet = outline(this.flat.path);
    }
  }

  /** The outlines in a projection, as a path that draws them has them. */
  drawn(projection, path) {
    const near = projection.scale() > FINE_SCALE;
    if (near && this.fine) return outline(path(this.fine));
    if (near) this.refine();
    return this.wide ? this.moved(projection) : outline(path(this.coarse));
  }

  moved(projection) {
    const [x, y] = projection.translate();
    this.sheet.setAttribute("transform", `translate(${x} ${y}) scale(${projection.scale() / this.flat.scale})`);
    return this.sheet;
  }

  refine() {
    this.asking ??= geo("50m").then((fine) => {
      this.fine = fine;
      this.onfine();
    }, () => {});
  }
}
