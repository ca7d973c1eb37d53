// Facts as they are read: who did what with which practice, when, what came of it, and which publication says so.

import { when } from "../core/dates.js";
import { addressOf } from "../core/address.js";
import { el, outside, told } from "../core/dom.js";
import { say, t } from "../core/words.js";
import { linkTo } from "./links.js";

const ENDED = new Set(["ABANDONED", "DECLINED"]);

/** A step of adoption as a badge; what was given up or declined is as visible as what was taken up. */
export const stageBadge = (stage) =>
  el("span", { class: `badge ${ENDED.has(stage) ? "ended" : stage.toLowerCase()}` }, t(`stage.${stage}`));

/** The date of a fact, a link to the fact's own address. */
export const dated = (fact) => el("a", { href: addressOf(fact.id), class: "when" }, when(fact.date));

const cited = ({ source, locator }) =>
  el(
    "li",
    null,
    linkTo(source),
    source.publisher && [", ", told(source.publisher)],
    locator && [", ", told(locator)],
    source.url && [" ", el("span", { class: "quiet" }, "(", outside(source.url, t("fact.open")), ")")],
  );

/** The publications that say so, closed until asked for. */
export const sources = (citations) =>
  el(
    "details",
    { class: "sources" },
    el("summary", null, t("fact.sources", { count: citations.length })),
    el("ul", null, citations.map(cited)),
  );

const doubts = (fact) => [
  fact.occurrence === "ANNOUNCED" && el("span", { class: "badge announced" }, t("fact.announced")),
  fact.disputed && el("span", { class: "badge disputed" }, t("fact.disputed")),
  fact.status && fact.status !== "ACCEPTED" && el("span", { class: "badge proposed" }, t(`status.${fact.status}`)),
];

const SENTENCES = {
  Adoption: (fact) =>
    say(fact.learnedFrom ? "fact.adoptedFrom" : "fact.adopted", {
      by: linkTo(fact.by),
      practice: linkTo(fact.practice),
      from: linkTo(fact.learnedFrom),
    }),
  Share: (fact) =>
    say(fact.from ? "fact.shared" : "fact.learned", { from: linkTo(fact.from), to: linkTo(fact.to), practice: linkTo(fact.practice) }),
  Visit: (fact) => say("fact.visited", { visitor: linkTo(fact.visitor), host: linkTo(fact.host) }),
};

/** What a fact says, as a sentence with links to all that it joins. Takes the fragment FactLine. */
export const sentence = (fact) => SENTENCES[fact.__typename](fact);

const remarks = (fact) =>
  [
    fact.collective && el("p", null, told(fact.collective)),
    fact.change && el("p", null, el("b", null, t("fact.change")), " ", told(fact.change)),
    fact.purpose && el("p", null, el("b", null, t("fact.purpose")), " ", told(fact.purpose)),
    fact.outcome && el("p", { class: "outcome" }, el("b", null, t("fact.outcome")), " ", told(fact.outcome)),
    fact.note && el("p", { class: "note" }, told(fact.note)),
  ].filter(Boolean);

/** A fact as one entry of a list: its sentence, its date, its stage, what came of it, and its sources. Takes the fragment FactLine. */
export const factLine = (fact) =>
  el(
    "article",
    { class: "fact" },
    el("p", { class: "line" }, dated(fact), " ", fact.stage && [stageBadge(fact.stage), " "], sentence(fact), " ", doubts(fact)),
    remarks(fact),
    fact.citations && sources(fact.citations),
  );
