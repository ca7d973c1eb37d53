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

const shapes = (topology) => globalThis.topojson.feature(topology, topology.objects.land);

const geo = (name) => (asked[name] ??= read(name).then(shapes).catch((problem) => {
  delete asked[name];
  throw problem;
}));

const outline = (d) => svg("path", { class: "outline", d: d ?? "" });

/**
 * The land of a map. One of the `world` is given its outlines `{ scale, path }` in that projection. `onfine()` tells that finer outlines
 * have come, which were asked for.
 */
export class Land {
  constructor(world, onfine) {
    Object.assign(this, { world, onfine, sheet: world && outline(world.path) });
  }

  /** Get what is needed before anything is drawn. */
  async begin() {
    if (!this.world) this.coarse = await geo("110m");
  }

  /** The outlines in a projection, as a path that draws them has them. */
  drawn(projection, path) {
    const near = projection.scale() > FINE_SCALE;
    if (near && this.fine) return outline(path(this.fine));
    if (near) this.refine();
    return this.world ? this.moved(projection) : outline(path(this.coarse));
  }

  moved(projection) {
    const [x, y] = projection.translate();
    this.sheet.setAttribute("transform", `translate(${x} ${y}) scale(${projection.scale() / this.world.scale})`);
    return this.sheet;
  }

  refine() {
    this.asking ??= geo("50m").then((fine) => {
      this.fine = fine;
      this.onfine();
    }, () => {});
  }
}
