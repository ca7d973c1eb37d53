// One fact at its own address: all that it says, and which publications say so.

import { to } from "../../core/address.js";
import { ask } from "../../core/client.js";
import { day, when } from "../../core/dates.js";
import { el, told } from "../../core/dom.js";
import { number } from "../../core/numbers.js";
import { say, t } from "../../core/words.js";
import { factLine, sentence } from "../../parts/facts.js";
import { kindOf, linkTo } from "../../parts/links.js";
import { missing } from "../../parts/missing.js";
import { known } from "../../parts/sections.js";
import { thing } from "../../parts/thing.js";

const written = (date) => [
  when(date),
  date && date.edtf !== when(date) && [" ", el("span", { class: "quiet" }, say("factView.written", { edtf: el("code", null, told(date.edtf)) }))],
];

const teller = (party) => linkTo(party) ?? el("span", { class: "badge unknown" }, t("factView.unrecorded"));

const OF_KIND = {
  Adoption: (fact) => [["factView.learnedFrom", teller(fact.learnedFrom)]],
  Share: (fact) => [
    ["factView.shownBy", teller(fact.from)],
    ["factView.format", fact.format && t(`factView.formats.${fact.format}`)],
  ],
  Visit: () => [],
};

const entries = (fact) => [
  ["factView.date", written(fact.date)],
  ["factView.meaning", fact.date && t(`factView.meanings.${fact.dateMeaning}`)],
  ["factView.occurrence", t(`factView.occurrences.${fact.occurrence}`)],
  ...OF_KIND[fact.__typename](fact),
  ["factView.programme", linkTo(fact.programme)],
  ["factView.size", fact.collectiveSize && number(fact.collectiveSize)],
  ["factView.participants", fact.eventParticipants && number(fact.eventParticipants)],
  ["factView.doubt", fact.disputed && t("factView.disputed")],
  ["factView.recorded", day(fact.recordedAt)],
  ["factView.id", el("code", null, told(fact.id))],
];

const titleOf = (fact, kind) => `${kind}: ${el("span", null, sentence(fact)).textContent}`;

/** Show a fact. */
export const show = async (root, { id, signal }) => {
  const fact = await thing(id, async () => (await ask("FactThing", { id }, { signal })).node);
  if (!fact) return missing(root, id);
  const kind = t(`factView.${kindOf(fact.id)}`);
  root.append(
    el("h1", null, kind),
    factLine(fact),
    known(entries(fact)),
    el("p", { class: "quiet screen" }, el("a", { href: to("/curate/history", { id: fact.id }) }, t("factView.history"))),
  );
  for (const sources of root.querySelectorAll("details.sources")) sources.open = true;
  return titleOf(fact, kind);
};
