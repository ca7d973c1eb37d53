// What is chosen on a practice's page, as the address has it.

import { settle, settled, settledAll } from "../../core/address.js";
import { day, lastDay } from "../../core/dates.js";
import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";

const THIS_YEAR = new Date().getFullYear();

/** What the spread is asked with: `{ asOf, variants }`; the last day that counts is null for all that is known. */
export const asked = () => ({ asOf: lastDay(settled("asOf")), variants: settled("variants") === "yes" });

/** Whether guesses are to be drawn. */
export const guessing = () => settled("guesses") === "yes";

/** The branches that are drawn whole. */
export const opened = () => new Set(settledAll("open"));

const check = (name, onchange) => {
  const box = el("input", {
    type: "checkbox",
    checked: settled(name) === "yes",
    onchange: () => (settle({ [name]: box.checked ? "yes" : null }), onchange()),
  });
  return el("label", { class: "choice" }, box, t(`practice.${name}`));
};

const yearOfAddress = () => Number(asked().asOf?.slice(0, 4) ?? THIS_YEAR);

const dayInWords = (asOf) => {
  if (!asOf) return t("practice.asOfToday");
  return asOf.endsWith("-12-31") ? t("practice.asOfYear", { year: asOf.slice(0, 4) }) : day(asOf);
};

/** The slider of the last year that counts. `slider.from(year)` tells the first year that anything is known of. */
export const yearSlider = (onchange, signal) => {
  let waiting;
  const said = el("output", { for: "as-of" });
  const input = el("input", { type: "range", id: "as-of", min: THIS_YEAR - 30, max: THIS_YEAR, step: 1 });
  const tell = () => (said.textContent = dayInWords(asked().asOf));
  const chosen = () => {
    settle({ asOf: Number(input.value) < THIS_YEAR ? input.value : null });
    tell();
    clearTimeout(waiting);
    waiting = setTimeout(onchange, 150);
  };
  input.value = yearOfAddress();
  input.addEventListener("input", chosen);
  signal.addEventListener("abort", () => clearTimeout(waiting));
  tell();
  const from = (year) => ((input.min = Math.min(year, yearOfAddress())), (input.value = yearOfAddress()));
  return { root: el("div", { class: "as-of" }, el("label", { for: "as-of" }, t("practice.asOf")), input, said), from };
};

/** The switches: with variants, where there are any, and with guesses. */
export const switches = (practice, { onvariants, onguesses }) =>
  el(
    "div",
    { class: "switches" },
    (practice.derivatives.totalCount > 0 || asked().variants) && check("variants", onvariants),
    check("guesses", onguesses),
  );
