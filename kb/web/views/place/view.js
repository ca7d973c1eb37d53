// A city, region or country: what it could study, whom it could visit, what became of that, and all that is recorded of it.

import { ask } from "../../core/client.js";
import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { called } from "../../parts/links.js";
import { landing } from "../../parts/landing.js";
import { missing } from "../../parts/missing.js";
import { section } from "../../parts/sections.js";
import { thing } from "../../parts/thing.js";
import { emptyLine } from "./empty.js";
import { chosen, filters } from "./filters.js";
import { followUp } from "./follow.js";
import { head } from "./head.js";
import { adopted, institutions, originated, programmes, shared, similar, visitsHosted, visitsMade } from "./lists.js";
import { plan } from "./plan.js";
import { study } from "./study.js";
import { visit } from "./visit.js";

const ADVICE = { study, visit, plan };
const RECORD = { follow: followUp, adopted, shared, originated, institutions, programmes, made: visitsMade, hosted: visitsHosted };

const contents = (names) => el("nav", { class: "contents screen", "aria-label": t("place.contents") }, names.map((name) => el("a", { href: `#${name}` }, t(`place.${name}`))));

const advice = (place, signal) => {
  const made = Object.fromEntries(Object.keys(ADVICE).map((name) => [name, section(name, `place.${name}`)]));
  let asking = new AbortController();
  const renew = () => {
    asking.abort();
    asking = new AbortController();
    const now = AbortSignal.any([signal, asking.signal]);
    return Object.entries(ADVICE).map(([name, fill]) => fill(made[name].body, place, chosen(), now));
  };
  const form = filters(signal, renew);
  return { nodes: [form, ...Object.values(made).map(({ root }) => root)], filled: renew() };
};

const record = (place, signal) => {
  const made = Object.entries({ ...RECORD, ...(place.__typename === "City" && { similar }) }).map(([name, fill]) => [section(name, `place.${name}`), fill]);
  return { nodes: made.map(([{ root }]) => root), filled: made.map(([{ body }, fill]) => fill(body, place, signal)) };
};

const names = (place) => [...Object.keys(ADVICE), ...Object.keys(RECORD), ...(place.__typename === "City" ? ["similar"] : [])];

/** Show a place. */
export const show = async (root, { id, signal }) => {
  const node = await thing(id, async () => (await ask("Place", { id }, { signal })).node);
  if (!node) return missing(root, id);
  const [advised, recorded] = [advice(node, signal), record(node, signal)];
  const links = contents(names(node));
  root.append(head(node), links, ...advised.nodes, ...recorded.nodes, emptyLine(recorded.nodes, recorded.filled, links));
  landing([...advised.filled, ...recorded.filled], signal);
  return called(node);
};
