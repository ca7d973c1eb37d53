// Projections that frame a set of locations: the whole world, a part of it across the date line too, or one place and its surroundings.

import { geoAzimuthalEqualArea, geoEqualEarth } from "../../vendor/d3-geo/d3-geo.min.mjs";

const EARTH_KM = 6371;
const NEAREST_KM = 300;
const ALONE_KM = 5500;
const PART_DEGREES = 110;
const WORLD_MIDDLE = 11;
const WORLD_EDGES = [[-168.9, 0], [-169.1, 0], [WORLD_MIDDLE, 82], [WORLD_MIDDLE, -55]];

/** A location of the API as D3 takes it. */
export const pair = ({ longitude, latitude }) => [longitude, latitude];

/** The longitudes' span, and its middle: what is left of the circle beside the widest gap. */
const around = (longitudes) => {
  const sorted = longitudes.toSorted((one, other) => one - other);
  const gaps = sorted.map((each, at) => (at + 1 < sorted.length ? sorted[at + 1] - each : sorted[0] + 360 - each));
  const widest = gaps.indexOf(Math.max(...gaps));
  const span = 360 - gaps[widest];
  const west = sorted[(widest + 1) % sorted.length];
  return { span, middle: ((west + span / 2 + 540) % 360) - 180 };
};

/** The projection of the world. */
export const world = () => geoEqualEarth().rotate([-WORLD_MIDDLE, 0]);

const projected = (fit, wide) => {
  if (wide || !fit.length) return world();
  const { span, middle } = around(fit.map(({ longitude }) => longitude));
  if (span > PART_DEGREES) return geoEqualEarth().rotate([-middle, 0]);
  const latitudes = fit.map(({ latitude }) => latitude);
  return geoAzimuthalEqualArea().rotate([-middle, -(Math.min(...latitudes) + Math.max(...latitudes)) / 2]);
};

/** The largest scale that a map so wide may have. */
export const nearest = (width, alone = false) => (width * EARTH_KM) / (alone ? ALONE_KM : NEAREST_KM);

const box = (spots) => [0, 1].map((axis) => [Math.min(...spots.map((spot) => spot[axis])), Math.max(...spots.map((spot) => spot[axis]))]);

/** A projection that shows the locations of `fit` (none: the world) in a map so wide and high; `wide` keeps to that of the world. */
export const framing = (fit, wide, width, height) => {
  const projection = projected(fit, wide).scale(1).translate([0, 0]);
  const [[left, right], [top, bottom]] = box((fit.length ? fit.map(pair) : WORLD_EDGES).map((each) => projection(each)));
  const margin = fit.length ? Math.min(70, width * 0.12) : 0;
  const roomy = Math.min((width - 2 * margin) / (right - left), (height - margin) / (bottom - top));
  const scale = Math.min(roomy, nearest(width, new Set(fit.map((each) => `${pair(each)}`)).size === 1));
  return projection.scale(scale).translate([width / 2 - (scale * (left + right)) / 2, height / 2 - (scale * (top + bottom)) / 2]);
};
