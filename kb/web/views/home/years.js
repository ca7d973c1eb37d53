// How much of every flow there was up to a year: counted once, looked up while the slider moves.

export const KINDS = ["adoptions", "shares", "visits"];

const summed = (flow, kind, first, last) => {
  const sums = new Uint16Array(last - first + 1);
  for (const each of flow.years) sums[each.year - first] += each[kind];
  for (let at = 1; at < sums.length; at += 1) sums[at] += sums[at - 1];
  return sums;
};

const strand = (flow, kind, first, last) => {
  let sums = null;
  return { flow, kind, upTo: (year) => (year === null ? flow[kind] : (sums ??= summed(flow, kind, first, last))[year - first]) };
};

/** Flows taken apart by kind, those that can be drawn: `{ flow, kind, upTo(year) }`, where no year (null) means all facts. */
export const strands = ({ flows, firstYear, lastYear }) =>
  flows
    .filter(({ sourceLocation, targetLocation }) => sourceLocation && targetLocation)
    .flatMap((flow) => KINDS.filter((kind) => flow[kind]).map((kind) => strand(flow, kind, firstYear ?? 0, lastYear ?? 0)));

/** The places of flows, those with the most facts first: `{ id, name, location, facts }`. */
export const placesOf = (drawn) => {
  const places = new Map();
  const add = ({ id, name }, location, facts) => {
    const known = places.get(id) ?? { id, name, location, facts: 0 };
    places.set(id, { ...known, facts: known.facts + facts });
  };
  for (const { flow, kind } of drawn) {
    add(flow.source, flow.sourceLocation, flow[kind]);
    add(flow.target, flow.targetLocation, flow[kind]);
  }
  return [...places.values()].sort((one, other) => other.facts - one.facts);
};
