// Sections of a place that turn out to have no entry: they are named in one line instead.

import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";

const SOMETHING = "li, .problem, [aria-busy]";

const named = () => decodeURIComponent(location.hash.slice(1));

/**
 * The line that names those `sections` that are empty once all is `filled`; they go, and their links in `contents` with them. A section
 * that failed, or that the address names, stays.
 */
export const emptyLine = (sections, filled, contents) => {
  const line = el("p", { class: "quiet nothing", hidden: true });
  Promise.allSettled(filled).then(() => {
    const empty = sections.filter((section) => section.id !== named() && !section.querySelector(SOMETHING));
    line.hidden = !empty.length;
    line.textContent = t("list.noneOf", { names: empty.map(({ id }) => t(`place.${id}`)).join(" · ") });
    for (const section of empty) {
      section.remove();
      contents.querySelector(`a[href="#${section.id}"]`)?.remove();
    }
  });
  return line;
};
