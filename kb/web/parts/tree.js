// The tree of a spread over time: from left to right the years, one row a place, lines from who showed it to who learned it.

import { addressOf } from "../core/address.js";
import { when } from "../core/dates.js";
import { svg } from "../core/dom.js";
import { t } from "../core/words.js";
import { rowsOf } from "./branches.js";
import { fraction, legend, measured, scale, shortened, yearAxis } from "./chart.js";
import { formOf, formWords, mark } from "./marks.js";

const ROW = 26;
const TOP = 14;
const SIDE = 34;
const GAP = 11;
const LONGEST = 320;

/** The time of a node in years, between the ends of its date; null where it has none. */
export const moment = ({ date }) => {
  const ends = [date?.earliest, date?.latest].filter(Boolean).map(fraction);
  return ends.length ? ends.reduce((sum, end) => sum + end, 0) / ends.length : null;
};

const spelled = (node) => [node.name, node.date ? when(node.date) : t("date.unknown"), formWords(formOf(node))].join(", ");

const sameMark = (one, other) => mark(one).isEqualNode(mark(other));

class Tree {
  constructor(graph, width, opened) {
    Object.assign(this, { graph, width });
    this.rows = rowsOf(graph, opened);
    this.teachers = new Map(graph.links.map(({ source, target }) => [target, source]));
    this.height = TOP + this.rows.length * ROW;
    this.measure();
    this.places = new Map(
      this.rows.flatMap((row, at) => (row.node ? [[row.node.id, { x: this.across(row.node), y: this.down(at) }]] : [])),
    );
  }

  measure() {
    const nodes = [...this.graph.nodes.values()];
    const times = nodes.map(moment).filter((time) => time !== null);
    this.sources = nodes.some((node) => moment(node) === null && this.isFirst(node));
    this.undated = nodes.some((node) => moment(node) === null && !this.isFirst(node));
    this.low = times.length ? Math.floor(Math.min(...times)) : null;
    this.high = times.length ? Math.floor(Math.max(...times)) + 1 : null;
    this.left = this.sources ? SIDE + 20 : 20;
    this.right = this.width - (this.undated ? SIDE + 20 : 20);
    this.x = scale(this.low, this.high, this.left, this.right);
  }

  isFirst(node) {
    return node.role !== "adopter" && node.role !== "other";
  }

  across(node) {
    const time = moment(node);
    if (time !== null) return this.x(time);
    return this.isFirst(node) ? SIDE / 2 : this.width - SIDE / 2;
  }

  down(at) {
    return TOP + at * ROW + ROW / 2;
  }

  bands() {
    const band = (x) => svg("rect", { class: "edge", x, y: 0, width: SIDE, height: this.height });
    return [this.sources && band(0), this.undated && band(this.width - SIDE)];
  }

  /** From which side a line comes to a node: -1 from the left, 1 from the right, 0 where none comes. */
  reached({ id }) {
    const [from, to] = [this.places.get(this.teachers.get(id)), this.places.get(id)];
    return from ? (from.x > to.x ? 1 : -1) : 0;
  }

  label(x, y, words, line = 0) {
    const [after, before] = [this.width - x - GAP, x - GAP].map((room) => Math.min(room, LONGEST));
    const right = measured(words) <= after || after >= before;
    const crossed = line === (right ? 1 : -1);
    return svg(
      "text",
      { x: right ? x + GAP : x - GAP, y: crossed ? y - 4 : y + 5, "text-anchor": right ? "start" : "end" },
      shortened(words, right ? after : before),
    );
  }

  place(row, at) {
    const { node } = row;
    const [x, y] = [this.across(node), this.down(at)];
    return svg(
      "a",
      { href: addressOf(node.id), class: `node ${node.role}`, "aria-label": spelled(node), data: { told: spelled(node) } },
      svg("rect", { class: "reach", x: x - 13, y: y - 13, width: 26, height: 26 }),
      this.span(node, y),
      svg("g", { transform: `translate(${x} ${y})` }, mark(formOf(node))),
      this.label(x, y, node.name, this.reached(node)),
    );
  }

  span({ date }, y) {
    if (!date?.earliest || !date.latest || fraction(date.latest) - fraction(date.earliest) < 1.05) return null;
    return svg("line", {
      class: "span",
      x1: this.x(Math.max(this.low, fraction(date.earliest))),
      x2: this.x(Math.min(this.high, fraction(date.latest))),
      y1: y,
      y2: y,
    });
  }

  moreWords({ more, year, source }) {
    if (source) return t("practice.more", { more });
    return year ? t("practice.moreOfYear", { more, year: String(year) }) : t("practice.moreUndated", { more });
  }

  more(row, at, onopen) {
    const y = this.down(at);
    const x = this.across(row.hidden[0]);
    const words = this.moreWords(row);
    const open = (event) =>
      (event.type === "click" || event.key === "Enter" || event.key === " ") && (event.preventDefault(), onopen(row.key));
    return svg(
      "g",
      { class: "more-of", role: "button", tabindex: 0, "aria-label": words, data: { key: row.key }, onclick: open, onkeydown: open },
      svg("rect", { class: "reach", x: x - 13, y: y - 13, width: 26, height: 26 }),
      svg("path", { class: "plus", d: `M${x - 5} ${y}H${x + 5}M${x} ${y - 5}V${y + 5}` }),
      this.label(x, y, words),
    );
  }

  head(row, at) {
    const y = this.down(at);
    const words = shortened(t("practice.apart", { count: row.head }), this.width);
    return [
      svg("line", { class: "parting", x1: 0, x2: this.width, y1: y - 11, y2: y - 11 }),
      svg("text", { class: "apart", x: 0, y: y + 7 }, words),
    ];
  }

  link({ source, target }) {
    const [from, to] = [this.places.get(source), this.places.get(target)];
    if (!from || !to) return null;
    const way = to.x >= from.x ? 1 : -1;
    const end = to.x - way * 8;
    return svg(
      "g",
      { class: "link recorded" },
      svg("path", { d: `M${from.x} ${from.y}V${to.y}H${end}` }),
      svg("path", { class: "head", d: `M${end} ${to.y}l${-way * 7} -4v8Z` }),
    );
  }

  stub(row, at) {
    const from = row.source && this.places.get(row.source.id);
    const end = row.more && this.across(row.hidden[0]);
    return from
      ? svg("g", { class: "link folded" }, svg("path", { d: `M${from.x} ${from.y}V${this.down(at)}H${end - Math.sign(end - from.x) * 9}` }))
      : null;
  }

  guess({ source, target }) {
    const [from, to] = [this.places.get(source), this.places.get(target)];
    if (!from || !to) return null;
    const bend = Math.min(40, Math.abs(to.y - from.y) / 2 + 8);
    return svg(
      "g",
      { class: "link inferred" },
      svg("path", { d: `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x - 7} ${to.y}` }),
    );
  }

  axis() {
    if (this.low === null) return null;
    return yearAxis(this.low, this.high, this.x, { top: TOP, bottom: this.height });
  }

  edges() {
    const words = (x, anchor, key) => svg("text", { class: "edge-name", x, y: this.height + 34, "text-anchor": anchor }, t(key));
    return [this.sources && words(0, "start", "practice.edgeSource"), this.undated && words(this.width, "end", "practice.edgeUndated")];
  }

  forms() {
    const found = [...new Set(this.rows.flatMap(({ node }) => (node ? [formOf(node)] : [])))];
    const alike = found.filter((form, at) => found.findIndex((each) => sameMark(each, form)) === at);
    const centred = (form) => svg("g", { transform: "translate(11 0)" }, mark(form));
    const stroke = (name) => svg("g", { class: `link ${name}` }, svg("path", { d: "M0 0H22" }));
    return [
      ...alike.map((form) => ({ mark: centred(form), words: found.filter((each) => sameMark(each, form)).map(formWords).join(", ") })),
      this.graph.links.length && { mark: stroke("recorded"), words: t("practice.recorded") },
      this.graph.guesses.length && { mark: stroke("inferred"), words: t("practice.inferred") },
    ].filter(Boolean);
  }

  drawn(label, onopen) {
    const top = this.height + (this.sources || this.undated ? 58 : 40);
    const { root, height } = legend(this.forms(), this.width, top);
    const whole = top + height - 8;
    const part = (row, at) => (row.node ? this.place(row, at) : row.more ? this.more(row, at, onopen) : this.head(row, at));
    return svg(
      "svg",
      { class: "tree", role: "group", "aria-label": label, width: this.width, height: whole, viewBox: `0 0 ${this.width} ${whole}` },
      this.bands(),
      this.axis(),
      this.edges(),
      this.rows.map((row, at) => this.stub(row, at)),
      this.graph.guesses.map((link) => this.guess(link)),
      this.graph.links.map((link) => this.link(link)),
      this.rows.map(part),
      root,
    );
  }
}

/**
 * Draw the tree of `graph` `{ nodes, links, guesses, origin }`, in as many pixels. Nodes are `{ id, name, date, stage, role }`, of roles
 * origin, source, adopter, other. `opened` is the set of branches that are drawn whole; `onopen(key)` is called where one more is wished.
 */
export const tree = (graph, width, { label, opened, onopen }) => new Tree(graph, width, opened).drawn(label, onopen);

/** What of a graph is not drawn as long as only `opened` branches are whole: `{ places, links }`. */
export const unseen = (graph, opened) => {
  const hidden = new Set(rowsOf(graph, opened).flatMap((row) => (row.more ? row.hidden.map(({ id }) => id) : [])));
  const away = ({ source, target }) => hidden.has(source) || hidden.has(target);
  return { places: hidden.size, links: [...graph.links, ...graph.guesses].filter(away).length };
};
