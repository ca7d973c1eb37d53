// A publication, and all facts that it is cited for.

import { ask } from "../../core/client.js";
import { when } from "../../core/dates.js";
import { el, outside, told } from "../../core/dom.js";
import { intl } from "../../core/language.js";
import { t } from "../../core/words.js";
import { factLine } from "../../parts/facts.js";
import { called } from "../../parts/links.js";
import { missing } from "../../parts/missing.js";
import { known, listsOf } from "../../parts/sections.js";
import { thing } from "../../parts/thing.js";

const LISTS = { facts: ["SourceFacts", ({ node }) => node.facts, ({ node }) => factLine(node)] };

const languageName = (tag) => {
  try {
    return intl("DisplayNames", { type: "language" }).of(tag);
  } catch {
    return told(tag);
  }
};

const head = (source) => [
  el("p", { class: "kind" }, t("kind.source")),
  el("h1", null, told(source.title, { lang: source.language })),
  known([
    ["source.publisher", source.publisher && told(source.publisher)],
    ["source.published", source.published && when(source.published)],
    ["source.language", source.language && languageName(source.language)],
    ["source.url", source.url && outside(source.url)],
  ]),
];

/** Show a source. */
export const show = async (root, { id, signal }) => {
  const source = await thing(id, async () => (await ask("SourceThing", { id }, { signal })).node);
  if (!source) return missing(root, id);
  root.append(...head(source), ...listsOf(source.id, LISTS, { facts: source.facts.totalCount }, (name) => `source.${name}`, signal));
  return called(source);
};
