// A programme, forum, network or agreement: who took part, and what was shown there.

import { ask } from "../../core/client.js";
import { when } from "../../core/dates.js";
import { el, told } from "../../core/dom.js";
import { number } from "../../core/numbers.js";
import { t } from "../../core/words.js";
import { factLine, sources } from "../../parts/facts.js";
import { linkTo } from "../../parts/links.js";
import { listingByName } from "../../parts/listing.js";
import { missing } from "../../parts/missing.js";
import { takingPart, titled } from "../../parts/rows.js";
import { known, listsOf } from "../../parts/sections.js";
import { thing } from "../../parts/thing.js";

const party = (edge) => el("p", null, takingPart(edge));

const fact = ({ node }) => factLine(node);

const LISTS = {
  parties: ["ProgrammeParties", ({ programme }) => programme.parties, party, listingByName],
  practices: ["ProgrammePractices", ({ programme }) => programme.practices, titled, listingByName],
  shares: ["ProgrammeShares", ({ programme }) => programme.shares, fact],
  visits: ["ProgrammeVisits", ({ programme }) => programme.visits, fact],
  adoptions: ["ProgrammeAdoptions", ({ adoptions }) => adoptions, fact],
};

const sizes = ({ programme, adoptions }) =>
  Object.fromEntries(Object.keys(LISTS).map((name) => [name, (programme[name] ?? adoptions).totalCount]));

const head = (programme) => [
  el("p", { class: "kind" }, t(`programme.kinds.${programme.programmeKind}`)),
  el("h1", null, told(programme.name)),
  known([
    ["programme.organiser", linkTo(programme.organiser) ?? (programme.organiserName && told(programme.organiserName))],
    ["programme.start", programme.start && when(programme.start)],
    ["programme.end", programme.end && when(programme.end)],
    ["programme.place", linkTo(programme.place)],
    ["programme.partOf", linkTo(programme.partOf)],
    ["programme.participants", programme.participants && number(programme.participants)],
  ]),
  programme.note && el("p", { class: "note" }, told(programme.note)),
  programme.citations.length > 0 && sources(programme.citations),
];

/** Show a programme. */
export const show = async (root, { id, signal }) => {
  let answer = null;
  const programme = await thing(id, async () => (answer = await ask("Programme", { id }, { signal })).programme);
  if (!programme) return missing(root, id);
  root.append(...head(programme).filter(Boolean), ...listsOf(programme.id, LISTS, sizes(answer), (name) => `programme.${name}`, signal));
  return programme.name;
};
