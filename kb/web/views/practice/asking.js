// What the base knows of a spread, page by page, as lists that are whole (or say by how much they are not).

import { ask } from "../../core/client.js";

const MOST_PAGES = 10;
const AT_ONCE = 8;
const MOST_GUESSED = 48;
const MOST_VARIANTS = 20;

const whole = async (first, next) => {
  const edges = [...first.edges];
  let { pageInfo } = first;
  for (let page = 1; pageInfo.hasNextPage && page < MOST_PAGES; page += 1) {
    const more = await next(pageInfo.endCursor);
    edges.push(...more.edges);
    pageInfo = more.pageInfo;
  }
  return {
    list: edges.map((edge) => ({ ...edge.node, ...(edge.fact && { party: edge.node, fact: edge.fact }) })),
    cut: pageInfo.hasNextPage,
  };
};

/** How a practice spread, with all adopters and recorded links (up to 1,000 of each; `cut` where there are more). */
export const spreadOf = async (id, asked, signal) => {
  const part = async (name, variables) => (await ask(name, { id, ...asked, ...variables }, { signal })).practice.spread;
  const spread = await part("PracticeSpread");
  const [adopters, links] = await Promise.all([
    whole(spread.adopters, async (after) => (await part("PracticeAdopters", { after })).adopters),
    whole(spread.recordedLinks, async (after) => (await part("PracticeLinks", { after })).recordedLinks),
  ]);
  return { ...spread, adopters: adopters.list, links: links.list, cut: adopters.cut || links.cut };
};

const family = async (id, signal) => {
  const found = [id];
  for (const each of found) {
    const { practice } = await ask("PracticeVariants", { id: each }, { signal });
    for (const { node } of practice.derivatives.edges) if (!found.includes(node.id) && found.length < MOST_VARIANTS) found.push(node.id);
  }
  return found;
};

const stepsWith = async (id, current, signal) => {
  const page = async (after) => (await ask("PracticeSteps", { id, current, after }, { signal })).practice;
  const practice = await page(null);
  const { list, cut } = await whole(practice.adoptedBy, async (after) => (await page(after)).adoptedBy);
  return { rows: list.map(({ party, fact }) => ({ party, fact, practice: { id: practice.id, title: practice.title } })), cut };
};

const MEANT = new Set(["INTERESTED", "PLANNED"]);

const preferred = (rows) => {
  for (const holds of [({ fact }) => fact.occurrence === "HELD", ({ fact }) => !fact.disputed, ({ fact }) => !MEANT.has(fact.stage)])
    if (rows.some(holds)) rows = rows.filter(holds);
  return rows.reduce((latest, row) => (row.fact.date.earliest >= latest.fact.date.earliest ? row : latest));
};

const seenBy = (rows, day) => {
  const seen = rows.filter(({ fact }) => fact.date?.latest && fact.date.earliest && fact.date.latest <= day);
  return [...Map.groupBy(seen, ({ party, practice }) => `${party.id} ${practice.id}`).values()].map(preferred);
};

/** At which step each party is with a practice (and its variants) on the day that counts: `{ rows: [{ party, fact, practice }], cut }`. */
export const stepsOf = async (id, { asOf, variants }, signal) => {
  const found = await Promise.all((variants ? await family(id, signal) : [id]).map((each) => stepsWith(each, !asOf, signal)));
  const rows = found.flatMap((each) => each.rows);
  return { rows: asOf ? seenBy(rows, asOf) : rows, cut: found.some((each) => each.cut) };
};

const likely = async (id, asked, parties, signal) => {
  const names = Array.from({ length: AT_ONCE }, (_, at) => `p${at}`);
  const given = Object.fromEntries(names.map((name, at) => [name, parties[at % parties.length].id]));
  const { spread } = (await ask("PracticeLikelySources", { id, ...asked, ...given }, { signal })).practice;
  return parties.flatMap((target, at) => spread[`p${at}`].map(({ party, probability }) => ({ source: party, target, probability })));
};

/**
 * Guesses from dates: the inferred network; where the base is too small for one, the likeliest source of each party given (up to 48).
 * Returns `{ links: [{ source, target, probability }], basis, left }`; `left` counts the parties that were not asked for.
 */
export const guessesOf = async (id, asked, parties, signal) => {
  const page = async (after) => (await ask("PracticeNetwork", { id, ...asked, after }, { signal })).practice.spread.inferredNetwork;
  const network = await page(null);
  if (!network) return { links: [], basis: null, left: 0 };
  const { list } = await whole(network.links, async (after) => (await page(after)).links);
  if (list.length) return { links: list.map((link) => ({ ...link, probability: null })), basis: network.basis, left: 0 };
  const looked = parties.slice(0, MOST_GUESSED);
  const links = [];
  for (let at = 0; at < looked.length; at += AT_ONCE) links.push(...(await likely(id, asked, looked.slice(at, at + AT_ONCE), signal)));
  return { links, basis: network.basis, left: parties.length - looked.length };
};
