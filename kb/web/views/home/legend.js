// What the lines mean; each kind can be switched off.

import { el, svg } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { KINDS } from "./years.js";

const sample = (kind) =>
  svg(
    "svg",
    { class: `sample arc ${kind}`, width: 44, height: 12, viewBox: "0 0 44 12", "aria-hidden": "true" },
    svg("path", { class: "line", d: "M1 6H36", "stroke-width": 2.5 }),
    svg("path", { class: "head", d: "M43 6L35 2.5V9.5Z" }),
  );

const entry = (kind, kinds, onswitch) => {
  const flip = (event) => {
    if (event.target.checked) kinds.add(kind);
    else kinds.delete(kind);
    onswitch();
  };
  const box = el("input", { type: "checkbox", checked: kinds.has(kind), onchange: flip });
  return el("label", null, box, sample(kind), " ", t(`home.legend.${kind}`));
};

/** The legend: it changes the set `kinds`, and calls `onswitch`. */
export const legend = (kinds, onswitch) => {
  const entries = KINDS.map((kind) => entry(kind, kinds, onswitch));
  return el("fieldset", { class: "legend" }, el("legend", null, t("home.legend.title")), entries);
};
