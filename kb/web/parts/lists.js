// Long lists: a page at a time, and how many there are.

import { el } from "../core/dom.js";
import { t } from "../core/words.js";
import { failed } from "./filling.js";

/**
 * A list that grows by pages of a connection `{ totalCount, edges, pageInfo }`.
 * `row` makes an element of an edge; `more(after)` asks for the next page and returns its connection.
 */
export const pages = (connection, row, more, attributes = { class: "plain" }) => {
  const list = el(
    "ul",
    attributes,
    connection.edges.map((edge) => el("li", null, row(edge))),
  );
  const rest = el("div", { class: "more" });
  const next = (after) => async () => {
    rest.querySelector("button").disabled = true;
    try {
      add(await more(after));
    } catch (problem) {
      rest.replaceChildren(failed(problem, next(after)), button(after));
    }
  };
  const button = (after) => el("button", { type: "button", onclick: next(after) }, t("list.more"));
  const offer = ({ pageInfo, totalCount }) => {
    rest.replaceChildren();
    if (!pageInfo.hasNextPage) return;
    rest.append(
      el("span", { class: "quiet" }, t("list.shown", { shown: list.children.length, count: totalCount })),
      " ",
      button(pageInfo.endCursor),
    );
  };
  const add = (page) => {
    const rows = page.edges.map((edge) => el("li", null, row(edge)));
    list.append(...rows);
    offer(page);
    rows[0]?.querySelector("a, button")?.focus();
  };
  offer(connection);
  return connection.edges.length ? [list, rest] : [el("p", { class: "quiet" }, t("list.none"))];
};
