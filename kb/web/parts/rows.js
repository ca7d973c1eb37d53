// Rows of lists of practices, and of those who take part in a programme.

import { when } from "../core/dates.js";
import { el, told } from "../core/dom.js";
import { t } from "../core/words.js";
import { linkTo } from "./links.js";

const summary = ({ node }) => node.summary && el("p", null, told(node.summary));

/** A practice by its title and summary; takes an edge. */
export const titled = (edge) => [el("h3", null, linkTo(edge.node)), summary(edge)];

const places = ({ adoptedBy, used }) =>
  adoptedBy.totalCount ? t("topic.adopters", { count: adoptedBy.totalCount, used: used.totalCount }) : t("topic.noAdopters");

/** The same, with how many places have it on record, and how many of them in use. */
export const practiceRow = (edge) => [
  el("div", { class: "headed" }, el("h3", null, linkTo(edge.node)), el("span", { class: "quiet" }, places(edge.node))),
  summary(edge),
];

/** A party that takes part in a programme, as what, and since when; takes an edge. */
export const takingPart = ({ node, role, since }) => [linkTo(node), role && [", ", told(role)], since && ` (${when(since)})`];
