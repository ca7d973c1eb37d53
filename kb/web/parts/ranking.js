// Reasons, and what a ranking rests on: each reason opens the facts that it was made of.

import { el, told } from "../core/dom.js";
import { t } from "../core/words.js";
import { factLine } from "./facts.js";

const reason = ({ text, facts }) =>
  facts.length
    ? el("li", null, el("details", { class: "reason" }, el("summary", null, told(text)), facts.map(factLine)))
    : el("li", null, told(text));

/** The reasons of a row; those that rest on facts can be opened. */
export const reasons = (list) => el("ul", { class: "reasons" }, list.map(reason));

/** What a ranking rests on, and what makes it doubtful. */
export const basis = ({ basis: says, warnings }) =>
  el("div", { class: "basis" }, el("p", null, told(says)), warnings.map((warning) => el("p", { class: "warning" }, el("b", null, t("ranking.mind")), " ", told(warning))));

/** Institutions to ask for, with their websites. */
export const nobody = () => el("p", { class: "quiet" }, t("ranking.nobody"));
