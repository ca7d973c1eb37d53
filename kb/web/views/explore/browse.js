// One list: what is chosen, how many there are, and its rows.

import { to } from "../../core/address.js";
import { el } from "../../core/dom.js";
import { language } from "../../core/language.js";
import { t } from "../../core/words.js";
import { filters } from "./filters.js";
import { lines } from "./lines.js";

const SHEETS = { cities: "places" };

/** The files that hold a whole list, or all there is. */
export const downloads = (name) =>
  el(
    "p",
    { class: "quiet" },
    t("explore.take"),
    " ",
    el(
      "a",
      { href: `/export.csv?${new URLSearchParams({ kind: SHEETS[name] ?? name, lang: language() })}`, download: true },
      t("explore.csv"),
    ),
    " · ",
    el("a", { href: "/export.jsonl", download: true }, t("explore.jsonl")),
  );

const all = (name) => el("a", { href: to("/explore", { list: name }) }, t("explore.all"));

const nothing = (name) => el("p", null, t("explore.nothing"), " ", all(name));

/** A list with its filters, which are asked anew when they change. */
export const browse = (name, { document, read, row, choices, variables, named }, signal) => {
  const rows = lines({ document, read, row, named, none: () => nothing(name) }, signal);
  const fill = () => rows.fill(variables());
  const form = choices.length ? [filters(choices, signal, fill, all(name))] : [];
  fill();
  return [...form, rows.count, rows.root, downloads(name)];
};
