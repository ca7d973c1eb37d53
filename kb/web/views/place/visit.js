// Cities to visit.

import { ask } from "../../core/client.js";
import { el } from "../../core/dom.js";
import { kilometres } from "../../core/numbers.js";
import { t } from "../../core/words.js";
import { filling } from "../../parts/filling.js";
import { linkTo } from "../../parts/links.js";
import { basis } from "../../parts/ranking.js";
import { stopBody } from "./stop.js";

const SHOWN = 10;

const row = (each) =>
  el("li", null,
    el("h3", null, linkTo(each.city), each.city.country && [", ", linkTo(each.city.country)],
      each.distanceKm !== null && el("span", { class: "quiet" }, ` · ${kilometres(each.distanceKm)}`)),
    stopBody(each));

const drawn = (ranking) => {
  if (!ranking) return el("p", { class: "quiet" }, t("place.noRanking"));
  return [basis(ranking), ranking.rows.length ? el("ol", { class: "ranking" }, ranking.rows.map(row)) : el("p", { class: "quiet" }, t("place.nobodyToVisit"))];
};

/** Fill a section with the cities that a place could visit. */
export const visit = (root, place, { topics, countries, maxDistanceKm, asOf }, signal) =>
  filling(root, () => ask("ToVisit", { id: place.id, first: SHOWN, topics, countries, maxDistanceKm, asOf }, { signal }), ({ node }) => drawn(node.citiesToVisit), signal);
