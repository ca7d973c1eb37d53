// What a practice asks of those who take it up. What nobody recorded looks like that: it is never an empty bar.

import { el, told } from "../../core/dom.js";
import { number } from "../../core/numbers.js";
import { t } from "../../core/words.js";
import { sources } from "../../parts/facts.js";

const MOST = 5;

const unknown = () => el("span", { class: "unknown" }, t("practice.unknown"));

const boxes = (value) =>
  el(
    "span",
    { class: "boxes", "aria-hidden": "true" },
    Array.from({ length: MOST }, (_, at) => el("span", { class: at < value ? "full" : "" })),
  );

const rated = (name, value) => (value === null ? unknown() : [boxes(value), " ", el("span", null, t(`practice.${name}Of${value}`))]);

const months = (value) => (value === null ? unknown() : t("practice.months", { count: value, months: number(value, 1) }));

const entry = (name, content) => el("div", null, el("dt", null, t(`practice.${name}`)), el("dd", null, content));

const card = (asked) =>
  el(
    "dl",
    null,
    entry("cost", rated("degree", asked.cost)),
    entry("effort", rated("degree", asked.effort)),
    entry("monthsToStart", months(asked.monthsToStart)),
    entry("evidence", rated("evidence", asked.evidence)),
    entry("prerequisites", asked.prerequisites ? told(asked.prerequisites) : unknown()),
  );

const isKnown = ({ cost, effort, monthsToStart, evidence, prerequisites }) =>
  [cost, effort, monthsToStart, evidence].some((value) => value !== null) || Boolean(prerequisites);

const nothing = () => el("p", null, unknown(), " ", t("practice.feasibilityUnknown"));

/** The card of a practice's feasibility; where nothing of it is known, that is told in one line. */
export const feasibility = (asked) =>
  el(
    "section",
    { class: "feasibility", "aria-labelledby": "feasibility-title" },
    el("h2", { id: "feasibility-title" }, t("practice.feasibility")),
    isKnown(asked) ? card(asked) : nothing(),
    asked.citations.length > 0 && sources(asked.citations),
  );
