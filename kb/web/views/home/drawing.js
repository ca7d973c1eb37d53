// Flows on the map: which lines and places are shown, and how wide, for a year and the kinds that are chosen.
// From afar only the largest lines are drawn, so that they can be told apart; from near there is room for more.

import { addressOf } from "../../core/address.js";
import { t } from "../../core/words.js";
import { placesOf, strands } from "./years.js";

const BENDS = { adoptions: 0.14, shares: 0.22, visits: 0.06 };
const EDGE = 0.04;
const NARROW = 640;
const NARROW_EDGE = 0.1;
const MOST = 150;
const NARROW_MOST = 50;

const width = (facts) => (0.4 + Math.sqrt(facts) * 0.85) * (innerWidth < NARROW ? 0.7 : 1);

const radius = (facts) => (1.5 + Math.sqrt(facts) * 0.55) * (innerWidth < NARROW ? 0.75 : 1);

const title = ({ flow, kind }) => t(`home.line.${kind}`, { source: flow.source.name, target: flow.target.name, count: flow[kind] });

const point = (place) => ({ ...place, size: radius(place.facts), href: addressOf(place.id) });

const line = ({ flow, kind }) => ({
  source: flow.sourceLocation,
  target: flow.targetLocation,
  class: kind,
  bend: BENDS[kind],
  width: width(flow[kind]),
  title: () => title({ flow, kind }),
  shown: false,
});

/** The box that most places are in: what the map begins with. */
const crowd = (places) => {
  const cut = (values) => {
    const sorted = values.toSorted((one, other) => one - other);
    const at = Math.floor(sorted.length * (innerWidth < NARROW ? NARROW_EDGE : EDGE));
    return [sorted[at], sorted[sorted.length - 1 - at]];
  };
  const [west, east] = cut(places.map(({ location }) => location.longitude));
  const [south, north] = cut(places.map(({ location }) => location.latitude));
  return [{ longitude: west, latitude: south }, { longitude: east, latitude: north }];
};

const room = (near) => (innerWidth < NARROW ? NARROW_MOST : MOST) * Math.max(1, near);

/** The largest of `{ strand, facts }`, so many; among the equally large first those that lead to a place which none did before. */
const largest = (list, most) => {
  if (list.length <= most) return list;
  const met = new Set();
  const isNew = ({ strand: { flow } }) => {
    const before = met.size;
    met.add(flow.source.id).add(flow.target.id);
    return met.size > before;
  };
  const sizes = Map.groupBy(list.toSorted((one, other) => other.facts - one.facts), ({ facts }) => facts);
  const ordered = [...sizes.values()].flatMap((same) => {
    const { true: first = [], false: rest = [] } = Object.groupBy(same, isNew);
    return [...first, ...rest];
  });
  return ordered.slice(0, most);
};

/**
 * Put flows on a map. Returns `show(year, kinds)`, which returns how much there is, `{ adoptions, shares, visits, places }`, and how many
 * lines are `hidden`, and `fit`, what the map is best begun with.
 */
export const drawing = (map, flows) => {
  const drawn = strands(flows);
  const places = placesOf(drawn);
  const spots = new Map(map.points(places.map(point)).map((spot) => [spot.id, spot]));
  const lines = map.arcs(drawn.map(line));

  const show = (year, kinds) => {
    const seen = { adoptions: 0, shares: 0, visits: 0 };
    const met = new Set();
    const all = drawn.map((strand) => ({ strand, facts: kinds.has(strand.kind) ? strand.upTo(year) : 0 }));
    const there = all.filter(({ facts }) => facts);
    for (const { strand, facts } of there) {
      seen[strand.kind] += facts;
      met.add(strand.flow.source.id).add(strand.flow.target.id);
    }
    const shown = new Set(largest(there, room(map.near)));
    all.forEach((each, at) => lines[at].set(shown.has(each) ? width(each.facts) : 0));
    for (const [id, spot] of spots) spot.set(met.has(id));
    return { ...seen, places: met.size, hidden: there.length - shown.size };
  };
  return { show, fit: places.length ? crowd(places) : [] };
};
