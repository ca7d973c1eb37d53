// What came of recording, correcting or withdrawing.

import { addressOf, to } from "../../core/address.js";
import { el, refill, told } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { shown, statusBadge } from "./bits.js";

const headline = ({ status, before, there }) => {
  if (status === "PROPOSED") return t("curate.done.PROPOSED");
  if (before) return t("curate.done.before");
  return t(there ? "curate.done.there" : `curate.done.${status}`);
};

const way = (address, words) => el("a", { href: address }, t(words));

const ways = ({ thing, status }) => {
  if (status === "PROPOSED") return way(to("/curate/queue", { mine: 1 }), "curate.seeProposals");
  return thing && [way(addressOf(thing.id), "curate.seeThing"), " · ", way(to("/curate/history", { id: thing.id }), "curate.seeHistory")];
};

/** Put into root what came of it, with the buttons of what may be done next. */
export const doneWith = (root, outcome, ...next) => {
  const { thing, status, warnings, before } = outcome;
  refill(root,
    el("section", { class: "done" },
      el("h2", { tabindex: "-1" }, headline(outcome)),
      el("p", null, t("curate.status"), " ", statusBadge(status)),
      before && el("p", { class: "warning" }, t("curate.beforeText")),
      thing && shown(thing),
      warnings.map((warning) => el("p", { class: "warning" }, el("b", null, t("curate.mind")), " ", told(warning, { lang: "en" }))),
      el("p", null, ways(outcome)),
      next.length > 0 && el("p", { class: "buttons" }, next)));
  root.querySelector("h2").focus();
};
