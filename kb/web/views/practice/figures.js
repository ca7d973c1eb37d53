// The key figures of a spread, each with what it means.

import { el } from "../../core/dom.js";
import { number } from "../../core/numbers.js";
import { t } from "../../core/words.js";
import { inYears } from "./years.js";

const figure = (name, value, meaning, more) =>
  el(
    "div",
    { class: `figure ${name}` },
    el("dt", null, t(`practice.${name}`)),
    el(
      "dd",
      null,
      value === null ? el("span", { class: "unknown" }, t("practice.unknown")) : el("b", null, value),
      el("span", { class: "quiet" }, meaning),
      more,
    ),
  );

const virality = ({ structuralVirality: value }) =>
  figure(
    "virality",
    value === null ? null : number(value, 2),
    t(value === null ? "practice.viralityUnknown" : "practice.viralityMeans"),
    el("details", null, el("summary", null, t("practice.viralityWhat")), el("p", null, t("practice.viralityText"))),
  );

const lag = ({ medianLagYears: years }) =>
  figure(
    "lag",
    years === null ? null : inYears(years),
    t(years === null ? "practice.lagUnknown" : "practice.lagMeans"),
  );

const cascade = (spread) =>
  spread.links.length
    ? [
        figure("depth", number(spread.depth), t("practice.depthMeans")),
        figure("breadth", number(spread.breadth), t("practice.breadthMeans")),
        lag(spread),
        virality(spread),
      ]
    : [figure("links", null, t("practice.linksUnknown"))];

/** The key figures. Without a recorded link there is nothing to tell of the way it took, and that is told. */
export const figures = (spread) =>
  el(
    "dl",
    { class: "figures" },
    figure("size", number(spread.size), t("practice.sizeMeans", { count: spread.population })),
    figure("countries", number(spread.reach.length), t("practice.countriesMeans", { count: spread.reach.length })),
    spread.undated > 0 && figure("undated", number(spread.undated), t("practice.undatedMeans")),
    cascade(spread),
  );
