// The adoption curve, with the table behind it and its downloads.

import { el } from "../../core/dom.js";
import { number, percent } from "../../core/numbers.js";
import { t } from "../../core/words.js";
import { behind, fitted } from "../../parts/chart.js";
import { curve } from "../../parts/curve.js";
import { pictureButtons } from "../../parts/picture.js";
import { save } from "../../parts/save.js";
import { captions } from "./captions.js";

const HEADS = () => [
  t("practice.year"),
  ...["new", "cumulative", "hazard"].map((name) => ({ words: t(`practice.${name}`), numbers: true })),
];

const row = ({ year, newAdopters, cumulative, hazard }) => [
  String(year),
  number(newAdopters),
  number(cumulative),
  hazard === null ? t("practice.unknown") : percent(hazard, 2),
];

/** The part with the curve; nothing where no adopter is dated. */
export const curvePart = (practice, spread, width) => {
  const head = el("h3", null, t("practice.curve"));
  if (!spread.curve.length) return el("div", null, head, el("p", { class: "quiet" }, t("practice.curveNone")));
  const box = fitted(
    (wide) =>
      curve(
        spread.curve,
        wide,
        t("practice.curveLabel", { count: spread.curve.at(-1).cumulative, year: String(spread.curve.at(-1).year) }),
      ),
    width,
  );
  return el(
    "div",
    null,
    head,
    box,
    spread.undated > 0 && el("p", { class: "quiet" }, t("practice.curveUndated", { count: spread.undated })),
    pictureButtons(() => box.querySelector("svg"), { ...captions(practice, "curve"), save }),
    behind(t("practice.curveTable"), HEADS(), spread.curve.map(row)),
  );
};
