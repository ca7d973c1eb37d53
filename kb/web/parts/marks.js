// How far a place went with a practice, as a form: it is told without colours.

import { svg } from "../core/dom.js";
import { known, t } from "../core/words.js";

const disc = (name) => () => svg("circle", { class: `mark ${name}`, r: 6 });
const cross = (name) => () => svg("path", { class: `mark ${name}`, d: "M-5 -5L5 5M-5 5L5 -5" });
const square = (name) => () => svg("rect", { class: `mark ${name}`, x: -6, y: -6, width: 12, height: 12 });

const FORMS = {
  INTERESTED: disc("meant"),
  PLANNED: disc("meant"),
  PILOTING: () => svg("g", null, disc("meant")(), svg("circle", { class: "mark used", r: 2.5 })),
  ADOPTED: disc("used"),
  ADAPTED: () => svg("path", { class: "mark used", d: "M0 -7.5L7.5 0L0 7.5L-7.5 0Z" }),
  ABANDONED: cross("ended"),
  DECLINED: cross("ended"),
  origin: square("origin"),
  source: square("source"),
};

/** What a node `{ role, stage }` is drawn as: its stage, or where it has none, its part in the spread. */
export const formOf = ({ role, stage }) => (role === "origin" ? "origin" : (stage ?? "source"));

/** A form in words. */
export const formWords = (form) => t(known(`stage.${form}`) ? `stage.${form}` : `practice.form.${form}`);

/** The mark of a form, around the point 0 0. */
export const mark = (form) => FORMS[form]();
