// A map of land and places: points, lines from one to another, a route. It is drawn anew when its size or its frame changes.

import { el, painted, refill, svg, told } from "../core/dom.js";
import { t } from "../core/words.js";
import { geoPath } from "../vendor/d3-geo/d3-geo.min.mjs";
import { framing, nearest, pair } from "./map/framing.js";
import { Land } from "./map/land.js";
import { Line } from "./map/lines.js";
import { buttons, movable } from "./map/moving.js";
import { names } from "./map/names.js";
import { bar, grid } from "./map/scale.js";
import { parted, Spot, stop } from "./map/spots.js";

const BESIDE = 30;
const MANY = 40;
const LAYERS = ["land", "lines", "way", "spots", "names", "measure"];
const HEARD = new Set(["spots", "way"]);
const BUTTONS = { width: 230, height: 52 };
const WIDEST = 1184;
const EDGES = 32;
const NARROW = 640;

/** How large a map of the world usually is, by the style sheets: a browser would lay out the page twice if it were asked at once. */
const supposed = () => {
  const width = Math.min(innerWidth - EDGES, WIDEST);
  return { width, height: innerWidth > NARROW ? width / 2.05 : width / 1.2 };
};

const same = (one, other) => Math.abs(one - other) < 1;

class WorldMap {
  constructor({ label, world = null, moving = Boolean(world), onframe }) {
    const wide = Boolean(world);
    Object.assign(this, { fit: null, wide, moving, onframe, near: 1 }, wide && supposed());
    Object.assign(this, { hidden: 0, outside: 0, spots: [], lines: [], stops: [] });
    this.land = new Land(world, () => this.draw());
    this.layers = Object.fromEntries(LAYERS.map((name) => [name, svg("g", { class: name, "aria-hidden": !HEARD.has(name) && "true" })]));
    this.sheet = svg("g", null, Object.values(this.layers));
    const sea = svg("rect", { class: "sea", width: "100%", height: "100%" });
    this.drawing = svg("svg", { role: "group", "aria-label": label, viewBox: wide && this.box() }, sea, this.sheet);
    this.said = el("figcaption");
    this.window = el("div", { class: "map-frame" }, this.drawing, moving && buttons(this));
    this.root = el("figure", { class: ["map", wide && "wide", moving && "moving"].filter(Boolean).join(" ") }, this.window, this.said);
    if (moving) movable(this);
    this.listen();
    new ResizeObserver(([{ contentRect }]) => this.resize(contentRect)).observe(this.window);
  }

  listen() {
    const tell = (event) => this.tell(this.titleOf(event.target.closest?.(".arc, .spot, .stop")));
    for (const name of ["pointerover", "focusin"]) this.drawing.addEventListener(name, tell);
    for (const name of ["pointerleave", "focusout"]) this.drawing.addEventListener(name, () => this.tell());
  }

  titleOf(node) {
    const title = node && this.lines.find(({ root }) => root === node)?.title;
    return typeof title === "function" ? title() : (title ?? node?.getAttribute("aria-label"));
  }

  tell(text) {
    const left = ["outside", "hidden"].filter((name) => this[name]).map((name) => t(`map.${name}`, { count: this[name] }));
    refill(this.said, text ? told(text) : left.join(" ") || "\u00a0");
  }

  resize({ width, height }) {
    if (!width || !height || (same(width, this.width) && same(height, this.height))) return;
    Object.assign(this, { width, height });
    this.drawing.setAttribute("viewBox", this.box());
    if (this.fit) this.frame(this.fit);
  }

  box() {
    return `0 0 ${this.width} ${this.height}`;
  }

  /** Draw the land, as much of it as `frame` says. */
  async begin(fit) {
    await this.land.begin();
    this.frame(fit);
  }

  /** Show these locations, none: the whole world. */
  frame(fit) {
    this.fit = fit;
    if (fit.length) this.places = fit;
    if (!this.width) return this.resize(this.window.getBoundingClientRect());
    this.projection = this.framed(fit);
    this.draw();
  }

  framed(fit) {
    return framing(fit, this.wide, this.width, this.height);
  }

  /** Show all that there is: of a wide map the whole world. */
  whole() {
    this.frame(this.wide ? [] : this.fit);
  }

  /** Come nearer by a factor, where `spot` stays: else the middle of the places that are seen. */
  zoom(factor, spot = this.middle()) {
    const least = this.framed(this.wide ? [] : this.fit).scale();
    const scale = Math.min(Math.max(this.projection.scale() * factor, least), nearest(this.width));
    const by = scale / this.projection.scale();
    const at = this.projection.translate();
    this.projection.scale(scale).translate([0, 1].map((axis) => spot[axis] + (at[axis] - spot[axis]) * by));
    this.draw();
  }

  middle() {
    const seen = this.spots.filter(({ shown, x, y }) => shown && x > 0 && x < this.width && y > 0 && y < this.height);
    if (!seen.length) return [this.width / 2, this.height / 2];
    return ["x", "y"].map((axis) => seen.map((spot) => spot[axis]).sort((one, other) => one - other)[seen.length >> 1]);
  }

  /** Move what is drawn, for as long as it is held. */
  slide(x, y) {
    this.sheet.setAttribute("transform", `translate(${x} ${y})`);
  }

  /** Move the map by so many pixels. */
  push(x, y) {
    const [left, top] = this.projection.translate();
    const [far, high] = [this.projection.scale() * 2.6, this.projection.scale() * 1.3];
    const within = (value, middle, reach) => Math.min(Math.max(value, middle - reach), middle + reach);
    this.projection.translate([within(left + x, this.width / 2, far), within(top + y, this.height / 2, high)]);
    this.draw();
  }

  /** Show places `{ id, name, location, size?, class?, href? }`, the weightiest first; returns them as drawn: `set(shown)`. */
  points(list) {
    this.spots = list.filter(({ location }) => location).map((each) => new Spot(each));
    refill(this.layers.spots, this.spots.toSorted((one, other) => other.size - one.size).map(({ root }) => root));
    this.place();
    return this.spots;
  }

  /**
   * Show lines `{ source, target, class, width, title?, bend?, shown? }` between locations, the title being a text or what makes it.
   * Returns them as drawn: `set(width)`, 0 hides.
   */
  arcs(list) {
    const layer = refill(this.layers.lines);
    this.lines = list.filter(({ source, target }) => source && target).map((each) => new Line(each, layer));
    this.place();
    return this.lines;
  }

  /** Show stops `{ location, name, number }`, joined in their order; where it begins has no number. */
  route(stops) {
    this.stops = stops.map((each) => ({ ...each }));
    this.place();
  }

  /** Show neither places nor lines. */
  clear() {
    Object.assign(this, { spots: [], lines: [], stops: [] });
    for (const name of ["lines", "way", "spots", "names"]) refill(this.layers[name]);
    Object.assign(this, { hidden: 0, outside: 0 });
    this.tell();
  }

  draw() {
    this.sheet.removeAttribute("transform");
    this.projection.clipExtent([[-BESIDE, -BESIDE], [this.width + BESIDE, this.height + BESIDE]]);
    this.near = this.projection.scale() / this.framed(this.places ?? this.fit).scale();
    const path = geoPath(this.projection).digits(1);
    refill(this.layers.land, this.land.drawn(this.projection, path), !this.wide && grid(path));
    refill(this.layers.measure, !this.wide && bar(this.projection.scale(), this.width, this.height));
    this.place();
    this.onframe?.();
  }

  place() {
    if (!this.projection) return;
    this.projection.clipExtent(null);
    const at = (location) => this.projection(pair(location));
    for (const spot of this.spots) spot.draw(at(spot.location));
    this.root.toggleAttribute("data-drawn", this.spots.length + this.lines.length + this.stops.length > 0);
    const sizes = new Map(this.spots.map(({ location, size }) => [`${pair(location)}`, size]));
    for (const line of this.lines) line.draw(at(line.source), at(line.target), (sizes.get(`${pair(line.target)}`) ?? 1) + 1);
    parted(this.stops.map(({ location }) => at(location))).forEach((spot, stop) => (this.stops[stop].spot = spot));
    refill(this.layers.way, this.way());
    if (this.named) this.name();
    else this.naming ??= painted().then(() => this.name()); // what is drawn first is seen first
  }

  way() {
    const line = this.stops.map(({ spot }) => spot.map((each) => each.toFixed(1)).join(" ")).join("L");
    const marks = this.stops.map(({ name, number, spot }) => stop(number, name, spot));
    return marks.length ? [svg("path", { d: `M${line}` }), marks.reverse()] : [];
  }

  /** Write names anew beside the places that are shown. */
  name() {
    if (!this.projection) return;
    this.named = true;
    const visited = this.stops.map(({ name, spot: [x, y] }) => ({ name, x, y, size: 11, upright: true }));
    const corner = this.moving ? [{ left: this.width - BUTTONS.width, right: this.width, top: 0, bottom: BUTTONS.height }] : [];
    const named = [...visited, ...this.spots.filter(({ shown }) => shown)];
    const lines = this.lines.length > MANY ? [] : this.lines.flatMap((line) => line.along());
    const { found, hidden, outside } = names(named, this.width, this.height, corner, lines);
    for (const spot of this.spots) spot.label = null;
    for (const { place, text } of found) place.label = text;
    refill(this.layers.names, found.map(({ text }) => text));
    this.order();
    Object.assign(this, { hidden, outside });
    this.tell();
  }

  order() {
    const few = this.spots.length <= MANY;
    for (const { root, label, href } of this.spots) if (href) root.setAttribute("tabindex", few || label ? 0 : -1);
  }
}

/**
 * A map that is empty until `begin(fit)`, `fit` being locations that it frames, none: the world. `label` says what it shows; `world`, its
 * outlines `{ scale, path }`, makes it large, with the projection of the world; `moving` gives it ways to move, which such a one has;
 * `onframe()` follows every move. It has `root`, `drawing` (the SVG), `hidden` (names without room), `outside` (places beyond the frame),
 * `near` (how much nearer it is than at first), and the methods above.
 */
export const emptyMap = (options) => new WorldMap(options);

/** The same, begun. */
export const worldMap = async ({ fit, ...options }) => {
  const map = emptyMap(options);
  await map.begin((fit ?? []).filter(Boolean));
  return map;
};

/** A small map of where one place lies. */
export const placeMap = async ({ label, place }) => {
  const map = await worldMap({ label, fit: [place.location] });
  map.root.classList.add("small");
  map.points([{ ...place, size: 6 }]);
  return map;
};
