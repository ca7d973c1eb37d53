// Small pieces of what is shown to those who record.

import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { factLine } from "../../parts/facts.js";
import { kindOf, kindTag, linkTo } from "../../parts/links.js";
import { FACTS } from "./kinds.js";

/** A button. */
export const button = (words, onclick, attributes) => el("button", { type: "button", onclick, ...attributes }, words);

/** A line that helps, smaller than the rest. */
export const hint = (words) => el("p", { class: "hint" }, words);

/** What became of something, as a badge. */
export const statusBadge = (status) => el("span", { class: `badge ${status.toLowerCase()}` }, t(`status.${status}`));

/** Why something was done, in somebody's words. */
export const because = (text) => text && [el("b", null, t("curate.reason")), " ", text];

const around = (thing) => {
  const place = thing.partOf ?? thing.place ?? thing.origin;
  return place && [", ", linkTo(place)];
};

/** A thing as it is shown to whoever records: a fact with its sources, anything else by its name and where it is. */
export const shown = (thing) =>
  FACTS.has(kindOf(thing.id)) ? factLine(thing) : el("p", null, linkTo(thing), " ", kindTag(thing), around(thing));
