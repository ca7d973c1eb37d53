// A step with a practice as a row of the table.

import { el, told } from "../../core/dom.js";
import { percent } from "../../core/numbers.js";
import { t } from "../../core/words.js";
import { dated, sources, stageBadge } from "../../parts/facts.js";
import { linkTo } from "../../parts/links.js";
import { asked } from "./chosen.js";

const notRecorded = () => el("span", { class: "quiet" }, t("practice.notRecorded"));

const who = (party, { collective }) => {
  const country = party.country && party.country.id !== party.id && [" ", el("span", { class: "kind" }, told(party.country.name))];
  const group = collective && el("div", { class: "kind" }, told(collective));
  return el("th", { scope: "row", role: "rowheader" }, linkTo(party), country, group);
};

const stage = (fact) => {
  const announced = fact.occurrence === "ANNOUNCED" && el("span", { class: "badge announced" }, t("fact.announced"));
  const disputed = fact.disputed && el("span", { class: "badge disputed" }, t("fact.disputed"));
  return [stageBadge(fact.stage), " ", announced, " ", disputed];
};

const likely = ({ source, probability }) => {
  const share = probability !== null && ` (${percent(probability)})`;
  return el("div", { class: "guess" }, t("practice.perhaps"), " ", linkTo(source), share);
};

const from = (party, fact, guesses) => {
  if (fact.learnedFrom) return linkTo(fact.learnedFrom);
  const { id } = party.municipality ?? party;
  const guess = guesses.find(({ target }) => target.id === id);
  return [notRecorded(), guess && likely(guess)];
};

const outcome = (fact) => [
  fact.change && el("p", null, el("b", null, t("fact.change")), " ", told(fact.change)),
  fact.outcome && el("p", null, told(fact.outcome)),
  !fact.outcome && !fact.change && notRecorded(),
];

const cell = (name, content) => el("td", { role: "cell", class: name, data: { name: t(`practice.${name}`) } }, content);

/** The row of a step `{ party, fact, practice }`; where no source says from whom it was learned, with the guess that there is. */
export const stepLine = ({ party, fact, practice }, guesses) =>
  el(
    "tr",
    { role: "row" },
    who(party, fact),
    cell("stage", stage(fact)),
    cell("date", dated(fact)),
    asked().variants && cell("variant", linkTo(practice)),
    cell("learnedFrom", from(party, fact, guesses)),
    cell("outcome", outcome(fact)),
    cell("source", sources(fact.citations)),
  );
