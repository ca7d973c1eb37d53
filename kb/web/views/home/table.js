// The table behind the map: the same flows, the largest first.

import { el } from "../../core/dom.js";
import { number } from "../../core/numbers.js";
import { t } from "../../core/words.js";
import { linkTo } from "../../parts/links.js";
import { KINDS } from "./years.js";

const COLUMNS = ["source", "target", ...KINDS, "years"];

const span = ({ years }) => {
  if (!years.length) return t("date.unknown");
  const [first, last] = [years[0].year, years.at(-1).year];
  return first === last ? String(first) : t("date.between", { from: String(first), to: String(last) });
};

const row = (flow) =>
  el("tr", null, el("td", null, linkTo(flow.source)), el("td", null, linkTo(flow.target)),
    KINDS.map((kind) => el("td", { class: "number" }, number(flow[kind]))), el("td", null, span(flow)));

const head = () => el("thead", null, el("tr", null, COLUMNS.map((name) => el("th", { scope: "col" }, t(`home.table.${name}`)))));

const drawn = (flows) =>
  el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("home.table.title") },
    el("table", null, head(), el("tbody", null, flows.map(row))));

/** The table, closed; its rows are made when it is opened. */
export const table = (flows) => {
  const opened = () => root.children.length === 1 && root.append(drawn(flows));
  const root = el("details", { class: "behind", ontoggle: opened }, el("summary", null, t("home.table.open", { count: flows.length })));
  return root;
};
