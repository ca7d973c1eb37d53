// Projects the coarse outlines of land as the map of the world does, so that a browser need not: prints a module with them.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { world } from "../parts/map/framing.js";
import { geoPath } from "./d3-geo/d3-geo.min.mjs";

const SCALE = 1000; // whole numbers are then exact enough for as near as these outlines are shown

const { feature } = createRequire(import.meta.url)("./topojson/topojson-client.min.js");
const topology = JSON.parse(readFileSync(new URL("land/land-110m.json", import.meta.url), "utf8"));
const path = geoPath(world().scale(SCALE).translate([0, 0])).digits(0)(feature(topology, topology.objects.land));
console.log(`/** The coarse outlines of land in the projection of the world. */\nexport const WORLD = ${JSON.stringify({ scale: SCALE, path })};`);
