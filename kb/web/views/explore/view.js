// Lists to browse, and what a search finds.

import { settled, to } from "../../core/address.js";
import { el } from "../../core/dom.js";
import { go } from "../../core/router.js";
import { t } from "../../core/words.js";
import { browse } from "./browse.js";
import { LISTS } from "./lists.js";
import { results } from "./results.js";
import { topics } from "./topics.js";

const NAMES = [...Object.keys(LISTS), "topics"];

const tabs = (now) =>
  el(
    "nav",
    { class: "tabs", "aria-label": t("explore.tabs") },
    NAMES.map((name) =>
      el("a", { href: to("/explore", { list: name }), "aria-current": name === now ? "page" : null }, t(`explore.lists.${name}`)),
    ),
  );

const search = (text) => {
  const field = el("input", {
    type: "search",
    name: "q",
    value: text,
    "aria-label": t("explore.search"),
    placeholder: t("explore.search"),
    maxlength: 200,
  });
  const sent = (event) => {
    event.preventDefault();
    if (field.value.trim()) go(to("/explore", { q: field.value.trim(), only: settled("only") }));
  };
  return el("form", { role: "search", class: "row searching", onsubmit: sent }, field, el("button", { class: "main" }, t("explore.find")));
};

const found = (root, text, signal) => {
  root.append(el("h1", null, t("explore.found")), search(text), ...results(text, signal), el("h2", null, t("explore.lists.title")), tabs());
  return `${t("explore.found")}: ${text}`;
};

const list = (root, name, signal) => {
  root.append(el("h1", null, t("explore.title")), search(), tabs(name), el("h2", { class: "unseen" }, t(`explore.lists.${name}`)));
  root.append(...(name === "topics" ? topics(signal) : browse(name, LISTS[name], signal)));
  return `${t("explore.title")}: ${t(`explore.lists.${name}`)}`;
};

/** Show the lists, or what a search finds. */
export const show = (root, { signal }) => {
  const text = settled("q")?.trim();
  if (text) return found(root, text, signal);
  return list(root, NAMES.includes(settled("list")) ? settled("list") : "practices", signal);
};
