// To whom a practice was shown.

import { ask } from "../../core/client.js";
import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { factLine } from "../../parts/facts.js";
import { filling } from "../../parts/filling.js";
import { pages } from "../../parts/lists.js";

/** The section of those to whom a practice was shown, the latest first. */
export const shownTo = ({ id }, signal) => {
  const body = el("div");
  const page = async (after) => (await ask("PracticeShown", { id, after }, { signal })).practice.sharedWith;
  filling(
    body,
    () => page(null),
    (connection) => pages(connection, ({ fact }) => factLine(fact), page),
    signal,
  );
  return el("section", { class: "shown", "aria-labelledby": "shown-title" }, el("h2", { id: "shown-title" }, t("practice.shownTo")), body);
};
