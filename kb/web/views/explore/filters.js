// What a list shows: chosen in a form, kept in the address.

import { settle } from "../../core/address.js";
import { ask } from "../../core/client.js";
import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { choice, entry, options, tick } from "../../parts/fields.js";
import { filling } from "../../parts/filling.js";
import { KINDS, ORDERS, STAGES } from "./lists.js";

const PAUSE_MS = 250;
const ASKED = ["topic", "country"];

const any = () => ["", t("explore.any")];
const named = (values, words) => [any(), ...values.map((value) => [value, t(`${words}.${value}`)])];
const scale = (values) => [any(), ...values.map((value) => [String(value), String(value)])];

const FIELDS = {
  text: () => entry("text", "explore.text", { type: "search", maxlength: 200 }),
  topic: ({ topics }) => choice("topic", "explore.topic", options(topics, t("explore.any"))),
  country: ({ countries }) => choice("country", "explore.country", options(countries, t("explore.any"))),
  cost: () => choice("cost", "explore.cost", scale([1, 2, 3, 4, 5])),
  effort: () => choice("effort", "explore.effort", scale([1, 2, 3, 4, 5])),
  evidence: () => choice("evidence", "explore.evidence", scale([0, 1, 2, 3, 4, 5])),
  unknown: () => tick("unknown", "explore.unknown"),
  order: () =>
    choice(
      "order",
      "explore.order",
      ORDERS.map((order, at) => [at ? order : "", t(`explore.orders.${order}`)]),
    ),
  stage: () => choice("stage", "explore.stage", named(STAGES, "stage")),
  kind: () => choice("kind", "explore.kind", named(KINDS, "institution.kinds")),
  from: () => entry("from", "explore.from", { type: "date" }),
  to: () => entry("to", "explore.to", { type: "date" }),
};

const valueOf = (field) => (field.type === "checkbox" ? (field.checked ? "" : "no") : field.value.trim());

const applying = (form, names, changed) => () => {
  const before = location.search;
  settle(Object.fromEntries(names.map((name) => [name, valueOf(form.elements[name])])));
  if (location.search !== before) changed();
};

/** The form of a list: `names` are those of its fields, `changed` is called when one has changed, `all` leads to the list without them. */
export const filters = (names, signal, changed, all) => {
  const form = el("form", { class: "filters screen", "aria-label": t("explore.filters"), onsubmit: (event) => event.preventDefault() });
  const apply = applying(form, names, changed);
  let soon;
  form.addEventListener("change", apply);
  form.addEventListener("input", ({ target }) => {
    clearTimeout(soon);
    if (target.type === "search") soon = setTimeout(() => signal.aborted || apply(), PAUSE_MS);
  });
  const asked = names.some((name) => ASKED.includes(name)) ? () => ask("Choices", {}, { signal }) : async () => ({});
  filling(form, asked, (choices) => [...names.map((name) => FIELDS[name](choices)), el("p", { class: "all" }, all)], signal);
  return form;
};
