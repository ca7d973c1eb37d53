// What is shown under an address where nothing is recorded.

import { to } from "../core/address.js";
import { el, told } from "../core/dom.js";
import { say, t } from "../core/words.js";

/** Say that nothing has that id; returns the view's title. */
export const missing = (root, id) => {
  root.append(
    el("h1", null, t("missing.title")),
    el("p", null, say("missing.text", { id: told(id, { class: "quiet" }) })),
    el("p", null, el("a", { href: to("/explore") }, t("missing.explore"))),
  );
  return t("missing.title");
};
