// What a search finds, of all kinds or of one.

import { settle, settled } from "../../core/address.js";
import { el, told } from "../../core/dom.js";
import { say, t } from "../../core/words.js";
import { choice } from "../../parts/fields.js";
import { called, kindOf, kindTag, linkTo } from "../../parts/links.js";
import { lines } from "./lines.js";
import { KINDS as INSTITUTIONS } from "./lists.js";

const KINDS = ["CITY", "REGION", "COUNTRY", "INSTITUTION", "PRACTICE", "PROGRAMME", "TOPIC", "SOURCE"];

/** Institutions are found by their kind as well, as the API has it. */
const inWords = (snippet, { id }) => {
  const kind = snippet.toUpperCase().replaceAll("-", "_");
  return kindOf(id) === "institution" && INSTITUTIONS.includes(kind) ? t(`institution.kinds.${kind}`) : told(snippet);
};

const found = ({ node, snippet }) => [
  el("p", { class: "hit" }, linkTo(node), " ", kindTag(node)),
  snippet && snippet !== called(node) && el("p", { class: "quiet" }, inWords(snippet, node)),
];

const options = () => [["", t("explore.anyKind")], ...KINDS.map((kind) => [kind, t(`kind.${kind.toLowerCase()}`)])];

/** The results of a search. */
export const results = (text, signal) => {
  const none = () => el("p", null, say("explore.notFound", { text: told(text) }));
  const rows = lines({ document: "Search", read: ({ search }) => search, row: found, none }, signal);
  const fill = () => rows.fill({ text, kinds: KINDS.includes(settled("only")) ? [settled("only")] : null });
  const only = choice("only", "explore.only", options());
  only.addEventListener("change", (event) => {
    settle({ only: event.target.value });
    fill();
  });
  fill();
  return [only, rows.count, rows.root];
};
