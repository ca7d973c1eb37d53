// How much is recorded, and what came last.

import { to } from "../../core/address.js";
import { el } from "../../core/dom.js";
import { number } from "../../core/numbers.js";
import { t } from "../../core/words.js";
import { factLine } from "../../parts/facts.js";

const LISTS = new Set(["cities", "institutions", "practices", "programmes", "adoptions", "shares", "visits"]);

const count = (name, of) => {
  const shown = [el("b", null, number(of)), " ", t(`home.counts.${name}`, { count: of })];
  return el("li", null, LISTS.has(name) ? el("a", { href: to("/explore", { list: name }) }, shown) : shown);
};

/** Counts with links to the lists, and the facts that were recorded last. */
export const lately = ({ statistics, latest }) => [
  el("ul", { class: "counts" }, Object.entries(statistics).map(([name, of]) => count(name, of))),
  el("h3", null, t("home.latest")),
  latest.length ? latest.map(factLine) : el("p", { class: "quiet" }, t("list.none")),
];
