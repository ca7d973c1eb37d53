// The visit plan: stops in the order of travel, as a list, on a map, on paper and in other programs.

import { ask } from "../../core/client.js";
import { el, told } from "../../core/dom.js";
import { kilometres } from "../../core/numbers.js";
import { say, t } from "../../core/words.js";
import { filling } from "../../parts/filling.js";
import { linkTo } from "../../parts/links.js";
import { worldMap } from "../../parts/map.js";
import { basis } from "../../parts/ranking.js";
import { takeAlong } from "./along.js";
import { stopBody } from "./stop.js";

const stop = (each) =>
  el("li", { class: "planned" }, el("h3", null, linkTo(each.city), each.city.country && [", ", linkTo(each.city.country)]), stopBody(each));

const summed = (plan) =>
  el("p", { class: "summed" }, t("place.covered", { covered: plan.covered, wanted: plan.wanted }), plan.totalKm !== null && [" ", say("place.total", { km: kilometres(plan.totalKm) })]);

const route = async (place, stops) => {
  const along = [place, ...stops.map(({ city }) => city)].map(({ location, name }, number) => ({ location, name, number }));
  const seen = along.filter(({ location }) => location);
  if (seen.length < 2) return null;
  const map = await worldMap({ label: t("place.route", { name: place.name }), fit: seen.map(({ location }) => location) });
  map.route(seen);
  return map.root;
};

const drawn = async (place) => {
  const plan = place.visitPlan;
  if (!plan) return el("p", { class: "quiet" }, t("place.noRanking"));
  if (!plan.stops.length) return [basis(plan), el("p", { class: "quiet" }, t("place.nobodyToVisit"))];
  return [
    el("p", { class: "paper" }, say("place.planOf", { name: told(place.name) })), basis(plan), summed(plan), await route(place, plan.stops),
    el("ol", { class: "ranking stops" }, plan.stops.map(stop)), takeAlong(place, plan),
  ];
};

/** Fill a section with a journey that a place could make. */
export const plan = (root, place, { topics, countries, maxDistanceKm, asOf, stops }, signal) =>
  filling(root, () => ask("VisitPlan", { id: place.id, stops, topics, countries, maxDistanceKm, asOf }, { signal }), ({ node }) => drawn(node), signal);
