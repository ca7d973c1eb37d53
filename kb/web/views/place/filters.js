// What the advice is asked for: topics, country, distance, day and method. All of it stands in the address.

import { settle, settled, settledAll } from "../../core/address.js";
import { ask } from "../../core/client.js";
import { lastDay } from "../../core/dates.js";
import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { choice, entry, options } from "../../parts/fields.js";
import { filling } from "../../parts/filling.js";

const METHODS = ["neighbours", "hazard"];
const STOPS = [1, 2, 3, 4, 5, 6];
const USUAL = 3;

const positive = (text) => (Number(text) > 0 ? Number(text) : null);

/** What the address has chosen, as variables of the API. */
export const chosen = () => ({
  topics: settledAll("topic").length ? settledAll("topic") : null,
  countries: settledAll("country").length ? settledAll("country") : null,
  maxDistanceKm: positive(settled("km")),
  asOf: lastDay(settled("asOf")),
  method: METHODS.includes(settled("method")) ? settled("method") : null,
  stops: positive(settled("stops")) ?? USUAL,
});

const fields = ({ topics, countries }) => [
  choice("topic", "place.topic", options(topics, t("place.any"))),
  choice("country", "place.country", options(countries, t("place.any"))),
  entry("km", "place.km", { type: "number", min: 1, max: 20000, step: 1, inputmode: "numeric" }),
  choice("stops", "place.stops", STOPS.map((stops) => [stops === USUAL ? "" : String(stops), String(stops)])),
  entry("asOf", "place.asOf", { type: "date", value: lastDay(settled("asOf")) }),
  choice("method", "place.method", [["", t("place.methods.standard")], ...METHODS.map((method) => [method, t(`place.methods.${method}`)])]),
];

const settleForm = (form) => settle(Object.fromEntries(["topic", "country", "km", "stops", "asOf", "method"].map((name) => [name, form.elements[name].value])));

/** The form of the filters; `changed` is called when one has changed. */
export const filters = (signal, changed) => {
  const form = el("form", { class: "filters screen", "aria-label": t("place.filters"), onsubmit: (event) => event.preventDefault() });
  form.addEventListener("change", () => {
    if (!form.reportValidity()) return;
    settleForm(form);
    changed();
  });
  const clear = () => {
    for (const field of form.elements) if (field.name) field.value = "";
    settleForm(form);
    changed();
  };
  filling(form, () => ask("Choices", {}, { signal }), (answer) => [...fields(answer), el("button", { type: "button", onclick: clear }, t("place.clear"))], signal);
  return form;
};
