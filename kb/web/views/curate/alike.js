// The question whether what is there already is what is being recorded.

import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { button, shown } from "./bits.js";
import { UNCITED } from "./kinds.js";

/** The candidates, each to be taken for the same (`same`), or what is new is recorded all the same (`other`). */
export const alikePanel = (candidates, kind, { same, other }) => {
  const own = UNCITED.has(kind) ? "curate.sameThing" : "curate.sameFact";
  const row = ({ node }) =>
    el("li", null, shown(node), el("p", null, button(t(own), () => same(node))));
  return el("section", { class: "alike" },
    el("h2", { tabindex: "-1" }, t("curate.alike", { count: candidates.length })),
    el("p", null, t("curate.alikeText")),
    el("ul", { class: "plain" }, candidates.map(row)),
    el("p", null, button(t("curate.another"), other)));
};
