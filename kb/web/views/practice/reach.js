// The countries that a practice reached: most adopters first.

import { when } from "../../core/dates.js";
import { el } from "../../core/dom.js";
import { number } from "../../core/numbers.js";
import { byName, t } from "../../core/words.js";
import { tableOf } from "../../parts/chart.js";
import { linkTo } from "../../parts/links.js";

const FEW = 10;

const bar = (count, most) => el("span", { class: "bar", "aria-hidden": "true", style: { "--part": count / Math.max(most, 5) } });

const row =
  (most) =>
  ({ country, adopters, first }) => [linkTo(country), el("span", { class: "counted" }, bar(adopters, most), number(adopters)), when(first)];

/** The part with the countries. */
export const reachPart = ({ reach }) => {
  const order = byName(({ country }) => country.name);
  const sorted = reach.toSorted((one, other) => other.adopters - one.adopters || order(one, other));
  const heads = [t("practice.country"), t("practice.adopters"), t("practice.first")];
  const rows = (part) => tableOf(t("practice.reach"), heads, part.map(row(sorted[0]?.adopters)));
  const rest = sorted.slice(FEW);
  return el(
    "div",
    { class: "reached" },
    el("h3", null, t("practice.reach")),
    rows(sorted.slice(0, FEW)),
    rest.length > 0 && el("details", null, el("summary", null, t("practice.moreCountries", { count: rest.length })), rows(rest)),
  );
};
