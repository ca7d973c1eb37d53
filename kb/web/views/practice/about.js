// What a practice is: its words, its topics, where it began, what it grew out of, where it is described.

import { el, told } from "../../core/dom.js";
import { byName, t } from "../../core/words.js";
import { sources } from "../../parts/facts.js";
import { called, linksTo, linkTo } from "../../parts/links.js";

const line = (key, ...content) => [el("dt", null, t(`practice.${key}`)), el("dd", null, ...content)];

const unknown = (key) => el("span", { class: "quiet" }, t(key));

const inOrder = (things) => things.toSorted(byName(called));

const derivatives = ({ derivatives: { edges, totalCount } }) => {
  const things = edges.map(({ node }) => node);
  return [linksTo(inOrder(things)), totalCount > things.length && ` ${t("practice.more", { more: totalCount - things.length })}`];
};

const origins = (practice) =>
  el(
    "dl",
    { class: "origins" },
    practice.topics.length > 0 && line("topics", linksTo(inOrder(practice.topics))),
    line("origin", linkTo(practice.origin) ?? unknown("practice.originUnknown")),
    practice.derivedFrom && line("derivedFrom", linkTo(practice.derivedFrom)),
    practice.derivatives.totalCount > 0 && line("derivatives", derivatives(practice)),
    practice.audience && line("audience", told(practice.audience)),
    practice.problem && line("problem", told(practice.problem)),
  );

/** The head of a practice's page. */
export const about = (practice) =>
  [
    el("p", { class: "kind" }, t("kind.practice")),
    el("h1", null, told(practice.title)),
    practice.summary && el("p", { class: "summary" }, told(practice.summary)),
    origins(practice),
    practice.note && el("p", { class: "note" }, told(practice.note)),
    practice.citations.length > 0 && sources(practice.citations),
  ].filter(Boolean);
