// Fields of forms that choose what is shown; what is chosen stands in the address.

import { settled } from "../core/address.js";
import { el } from "../core/dom.js";
import { byName, t } from "../core/words.js";

/** A field with its label. */
export const labelled = (words, field) => el("label", { class: "field" }, el("span", null, t(words)), field);

/** A choice among `[value, text]`; the empty value stands for none. */
export const choice = (name, words, options) =>
  labelled(
    words,
    el(
      "select",
      { name },
      options.map(([value, text]) => el("option", { value, selected: (settled(name) ?? "") === value }, text)),
    ),
  );

/** Things as options, by name, after that for any. */
export const options = (things, any) => [["", any], ...things.toSorted(byName((each) => each.name)).map(({ id, name }) => [id, name])];

/** A field for a text, a number or a day. */
export const entry = (name, words, attributes) => labelled(words, el("input", { name, value: settled(name), ...attributes }));

/** A box that is ticked unless the address says "no". */
export const tick = (name, words) =>
  el(
    "label",
    { class: "field tick" },
    el("span", null, el("input", { type: "checkbox", name, checked: settled(name) !== "no" }), t(words)),
  );
