// Practices to study next.

import { ask } from "../../core/client.js";
import { el, told } from "../../core/dom.js";
import { say, t } from "../../core/words.js";
import { filling } from "../../parts/filling.js";
import { linksTo, linkTo } from "../../parts/links.js";
import { basis, reasons } from "../../parts/ranking.js";

const SHOWN = 10;

const row = ({ practice, reasons: why, seenAt }) =>
  el("li", null,
    el("h3", null, linkTo(practice)),
    practice.summary && el("p", null, told(practice.summary)),
    reasons(why),
    seenAt.length > 0 && el("p", { class: "seen" }, say("place.seenAt", { places: el("span", null, linksTo(seenAt)) })));

const drawn = (ranking) => {
  if (!ranking) return el("p", { class: "quiet" }, t("place.noRanking"));
  const rows = ranking.rows.length ? el("ol", { class: "ranking" }, ranking.rows.map(row)) : el("p", { class: "quiet" }, t("place.nothingToStudy"));
  return [basis(ranking), rows];
};

const LEARNED = "hazard";

const asked = async (variables, signal) => {
  try {
    return (await ask("ToStudy", { ...variables, first: SHOWN }, { signal })).node.practicesToStudy;
  } catch (problem) {
    if (problem.code === "INVALID_INPUT" && variables.method === LEARNED) return LEARNED;
    throw problem;
  }
};

const answered = (ranking) => (ranking === LEARNED ? el("p", { class: "quiet" }, t("place.tooFewToLearn")) : drawn(ranking));

/** Fill a section with the practices that a place could study next; a method that learns may find too little to learn from. */
export const study = (root, place, { topics, method, asOf }, signal) =>
  filling(root, () => asked({ id: place.id, topics, method, asOf }, signal), answered, signal);
