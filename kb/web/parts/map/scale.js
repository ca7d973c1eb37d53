// What tells how far things are on a small map: a grid of degrees, and a length in kilometres.

import { svg } from "../../core/dom.js";
import { kilometres } from "../../core/numbers.js";
import { geoGraticule10 } from "../../vendor/d3-geo/d3-geo.min.mjs";

const EARTH_KM = 6371;
const LENGTHS = [50, 100, 200, 500, 1000];
const LONGEST = 0.25;

/** The grid of degrees. */
export const grid = (path) => svg("path", { class: "grid", d: path(geoGraticule10()) ?? "" });

/** A bar of a round length, at the foot of a map; null where the map is too large for one length. */
export const bar = (scale, width, height) => {
  const length = LENGTHS.findLast((each) => (each * scale) / EARTH_KM < width * LONGEST && (each * scale) / EARTH_KM > 30);
  if (!length) return null;
  const [left, right, foot] = [12, 12 + (length * scale) / EARTH_KM, height - 10];
  const line = `M${left} ${foot - 5}V${foot}H${right.toFixed(1)}V${foot - 5}`;
  return svg("g", { class: "scale" }, svg("path", { d: line }), svg("text", { x: right + 6, y: foot }, kilometres(length)));
};
