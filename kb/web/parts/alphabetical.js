// Lists in the alphabet of the reader. The API knows that of English names alone: what is not too long is asked as a whole, and sorted here.

import { el } from "../core/dom.js";
import { language } from "../core/language.js";
import { byName, t } from "../core/words.js";
import { called } from "./links.js";

const MOST = 1000;
const PAGE = 100; // the most that the API gives at once

const whole = async ({ edges, pageInfo }, page) => {
  const all = [...edges];
  for (let at = pageInfo; at.hasNextPage; ) {
    const next = await page(at.endCursor, PAGE);
    all.push(...next.edges);
    at = next.pageInfo;
  }
  return all;
};

const cut = (edges, shown) => (after) => {
  const end = Number(after) + shown;
  const pageInfo = { hasNextPage: end < edges.length, endCursor: String(end) };
  return { totalCount: edges.length, edges: edges.slice(Number(after), end), pageInfo };
};

/**
 * A connection of things that have names, `shown` at a time; `page(after, first)` asks for a page of it.
 * Returns its first page, `more(after)` for the others, and whether it is too long to be in the reader's alphabet.
 */
export const alphabetical = async (page, shown) => {
  const first = await page(null, shown);
  if (first.totalCount > MOST) return { first, more: (after) => page(after, shown), long: true };
  const edges = (await whole(first, page)).toSorted(byName(({ node }) => called(node)));
  const more = cut(edges, shown);
  return { first: more(0), more, long: false };
};

/** What is said of a list that is too long to be in the reader's alphabet. */
export const inEnglish = ({ long }) => long && language() !== "en" && el("p", { class: "quiet" }, t("list.english", { count: MOST }));
