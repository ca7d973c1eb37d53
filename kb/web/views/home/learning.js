// Who learned from whom: a map, years to go through, kinds to switch on and off, what is seen in words, and the table behind it.

import { settle, settled, settledAll } from "../../core/address.js";
import { el, refill } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { yearSlider } from "../../parts/slider.js";
import { drawing } from "./drawing.js";
import { legend } from "./legend.js";
import { table } from "./table.js";
import { KINDS } from "./years.js";

const QUIET_MS = 600;

const chosenYear = ({ firstYear, lastYear }) => {
  const year = Number(settled("year"));
  return settled("year") !== null && year >= firstYear && year <= lastYear ? year : null;
};

const chosenKinds = () => new Set(KINDS.filter((kind) => !settledAll("hide").includes(kind)));

const seenIn = (year, kinds, seen) => {
  const facts = KINDS.filter((kind) => kinds.has(kind)).map((kind) => t(`home.seen.${kind}`, { count: seen[kind] })).join(", ");
  if (!facts) return t("home.seen.nothing");
  const values = { facts, places: t("home.seen.places", { count: seen.places }) };
  const there = year === null ? t("home.seen.all", values) : t("home.seen.year", { ...values, year: String(year) });
  return seen.hidden ? `${there} ${t("home.seen.hidden", { count: seen.hidden })}` : there;
};

const left = ({ totalCount, flows, undated, within }) => {
  const unplaced = flows.filter(({ sourceLocation, targetLocation }) => !sourceLocation || !targetLocation).length;
  const notes = { smaller: totalCount - flows.length, unplaced, undated, within };
  return Object.entries(notes).filter(([, count]) => count).map(([name, count]) => t(`home.left.${name}`, { count })).join(" ");
};

/** Words for those who listen, once the slider rests. */
const quietly = (node) => {
  let soon;
  return (text) => {
    clearTimeout(soon);
    soon = setTimeout(() => (node.textContent = text), QUIET_MS);
  };
};

const slider = (flows, onmove, onrest) =>
  flows.firstYear === null
    ? { year: null, playing: false, root: null }
    : yearSlider({ label: t("home.year"), first: flows.firstYear, last: flows.lastYear, year: chosenYear(flows), onmove, onrest });

/** Fill `root` with flows, on an empty map. */
export const learning = async (root, flows, map) => {
  const { show, fit } = drawing(map, flows);
  const kinds = chosenKinds();
  const [seen, heard] = [el("p", { class: "seen" }), el("p", { class: "unseen", role: "status" })];
  const hear = quietly(heard);
  const move = (year) => (seen.textContent = seenIn(year, kinds, show(year, kinds)));
  const rest = (year) => {
    settle({ year, hide: KINDS.filter((kind) => !kinds.has(kind)) });
    map.name();
    hear(seen.textContent);
  };
  const years = slider(flows, move, rest);
  const switched = () => {
    move(years.year);
    rest(years.year);
  };
  const reading = el("div", { class: "reading" }, legend(kinds, switched), years.root, seen, heard);
  refill(root, reading, map.root, el("p", { class: "quiet" }, left(flows)), table(flows.flows));
  map.onframe = () => move(years.year);
  await map.begin(fit);
};
