// The rows of a list that is asked anew whenever something else is chosen, and how many there are.

import { ask } from "../../core/client.js";
import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { alphabetical, inEnglish } from "../../parts/alphabetical.js";
import { filling } from "../../parts/filling.js";
import { pages } from "../../parts/lists.js";

const SHOWN = 20;
const SHOWN_BY_NAME = 50;

const asItComes = async (page) => {
  const more = (after) => page(after, SHOWN);
  return { first: await more(null), more };
};

/**
 * Rows of a document's answers: `fill(variables)` asks, and leaves what was asked before; `root` has the rows and `count` how many
 * there are. `read` finds the connection, `row` shows an edge, `none` says that there is nothing, `named()` whether the list is to be in
 * the alphabet of the reader.
 */
export const lines = ({ document, read, row, none, named = () => false }, signal) => {
  const root = el("div", { class: "body" });
  const count = el("p", { class: "quiet", role: "status" });
  let asking = new AbortController();
  const fill = (variables) => {
    asking.abort();
    asking = new AbortController();
    const now = AbortSignal.any([signal, asking.signal]);
    const page = async (after, first) => read(await ask(document, { ...variables, first, after }, { signal: now }));
    const draw = (list) => {
      count.textContent = t("explore.count", { count: list.first.totalCount });
      return list.first.totalCount ? [inEnglish(list), pages(list.first, row, list.more)] : none();
    };
    return filling(root, () => (named() ? alphabetical(page, SHOWN_BY_NAME) : asItComes(page)), draw, now);
  };
  return { root, count, fill };
};
