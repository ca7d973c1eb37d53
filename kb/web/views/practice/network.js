// Places and links of a spread, put together from what is recorded of it; what the tree, the map and the tables show.

const LEAST_LIKELY = 0.25;

const actor = (party) => party.municipality ?? party;

const pair = ({ source, target }) => `${source.id} ${target.id}`;

const once = (links) => [...new Map(links.map((link) => [pair(link), link])).values()];

const ownDate = (origin, steps) =>
  steps.find(({ party, fact }) => actor(party).id === origin.id && fact.occurrence === "HELD")?.fact.date ?? null;

const stageOf = ({ occurrence, stage }) => (occurrence === "ANNOUNCED" ? "PLANNED" : stage);

const nodesOf = (spread, steps, links) => {
  const nodes = new Map();
  const add = (party, more) => nodes.has(party.id) || nodes.set(party.id, { ...party, date: null, stage: null, ...more });
  if (spread.origin) add(spread.origin, { role: "origin", date: ownDate(spread.origin, steps) });
  for (const { party, date, stage } of spread.adopters) add(party, { role: "adopter", date, stage });
  for (const { party, fact } of steps) add(actor(party), { role: "other", date: fact.date, stage: stageOf(fact) });
  for (const { source, target } of links) for (const party of [source, target]) add(party, { role: "source" });
  return nodes;
};

const learned = (steps, used) =>
  steps
    .filter(({ party, fact }) => fact.learnedFrom && fact.occurrence === "HELD" && !used.has(actor(party).id))
    .map(({ party, fact }) => ({ source: actor(fact.learnedFrom), target: actor(party), fact }))
    .filter(({ source, target }) => source.id !== target.id);

/** All recorded links `{ source, target, fact }`, those of parties that only tried or meant to included. */
export const recorded = (spread, steps) => [...spread.links, ...learned(steps, new Set(spread.adopters.map(({ party }) => party.id)))];

/** Those guesses that are likely enough to be drawn. */
export const likely = (guesses) => guesses.filter(({ probability }) => probability === null || probability >= LEAST_LIKELY);

/** The graph of a spread: `{ nodes, links, guesses, origin }`. Guesses of a likelihood under a quarter are left out. */
export const graphOf = (spread, rows, guesses) => {
  const steps = rows.filter(({ fact }) => !fact.collective);
  const links = once(recorded(spread, steps));
  const drawn = likely(guesses);
  const nodes = nodesOf(spread, steps, [...links, ...drawn]);
  const ends = ({ source, target }) => ({ source: source.id, target: target.id });
  return { nodes, links: links.map(ends), guesses: drawn.map(ends), origin: spread.origin?.id ?? null };
};

/** Dated adopters of whom no source says from whom they learned. */
export const withoutSource = (spread) => {
  const known = new Set(spread.links.map(({ target }) => target.id));
  return spread.adopters.filter(({ party, date }) => date && !known.has(party.id)).map(({ party }) => party);
};
