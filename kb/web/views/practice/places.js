// The table behind the tree and the map: every place of a spread, and from whom it learned.

import { when } from "../../core/dates.js";
import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { behind } from "../../parts/chart.js";
import { linkTo } from "../../parts/links.js";
import { formOf, formWords } from "../../parts/marks.js";

const row =
  ({ nodes, links, guesses }) =>
  (node) => {
    const from = links.filter(({ target }) => target === node.id).map(({ source }) => linkTo(nodes.get(source)));
    const perhaps = guesses
      .filter(({ target }) => target === node.id)
      .map(({ source }) => [t("practice.perhaps"), " ", linkTo(nodes.get(source))]);
    return [linkTo(node), formWords(formOf(node)), when(node.date), [...from, ...perhaps].map((each) => el("div", null, each))];
  };

/** The table, closed until asked for. */
export const placesBehind = (graph, caption) =>
  behind(
    caption,
    [t("practice.place"), t("practice.stage"), t("practice.date"), t("practice.learnedFrom")],
    [...graph.nodes.values()].map(row(graph)),
  );
