// Sections of a view, each with its heading and a body that fills by itself.

import { el } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { t } from "../core/words.js";
import { listing } from "./listing.js";

const counted = (count) => count !== undefined && [" ", el("span", { class: "count" }, number(count))];

/** A section: `root`, and the `body` to fill; `count` is how many it has, where that is known beforehand. */
export const section = (name, words, count) => {
  const body = el("div", { class: "body" });
  const title = el("h2", { id: `${name}-title` }, t(words), counted(count));
  return { body, root: el("section", { id: name, "aria-labelledby": `${name}-title` }, title, body) };
};

const nothingIn = (names, words) =>
  names.length > 0 && el("p", { class: "quiet nothing" }, t("list.noneOf", { names: names.map((name) => t(words(name))).join(" · ") }));

/**
 * Sections that are lists of a thing, and a line that names those that are empty. `lists` has by name the document that asks, what
 * reads the connection, what shows a row, and what fills it where that is not `listing`; `sizes` by name how many each has; `words(name)` is the key of its title.
 */
export const listsOf = (id, lists, sizes, words, signal) => {
  const names = Object.keys(lists);
  const [full, empty] = [names.filter((name) => sizes[name]), names.filter((name) => !sizes[name])];
  const roots = full.map((name) => {
    const [document, read, row, fill = listing] = lists[name];
    const { root, body } = section(name, words(name), sizes[name]);
    fill(body, document, { id }, read, row, signal);
    return root;
  });
  return [...roots, nothingIn(empty, words)].filter(Boolean);
};

const UNKNOWN = [null, undefined, false, ""];

/** What is known of a thing, as terms and their descriptions; what is not is left out. */
export const known = (entries) =>
  el(
    "dl",
    { class: "known" },
    entries.flatMap(([words, value]) => (UNKNOWN.includes(value) ? [] : [el("dt", null, t(words)), el("dd", null, value)])),
  );
