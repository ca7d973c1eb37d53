// What became of our visits.

import { ask } from "../../core/client.js";
import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { factLine } from "../../parts/facts.js";
import { filling } from "../../parts/filling.js";

const became = ({ visit, adoptions }) =>
  el("li", { class: "visited" }, factLine(visit),
    adoptions.length ? el("div", { class: "became" }, el("p", null, t("place.became", { count: adoptions.length })), adoptions.map(factLine)) : el("p", { class: "became quiet" }, t("place.becameNothing")));

const drawn = (list) => (list?.length ? el("ul", { class: "plain" }, list.map(became)) : el("p", { class: "quiet" }, t("place.noVisits")));

/** Fill a section with each visit that was made, and what was taken up from its host afterwards. */
export const followUp = (root, place, signal) =>
  filling(root, () => ask("FollowUp", { id: place.id, asOf: null }, { signal }), ({ node }) => drawn(node.followUp), signal);
