// Rows for spreadsheets: who took a step, and who learned from whom, recorded and inferred.

import { recorded } from "./network.js";

const address = (id) => (id ? `${location.origin}/${id.replace(":", "/")}` : "");

const STEPS = [
  "place",
  "place_id",
  "country",
  "practice_id",
  "stage",
  "date",
  "occurrence",
  "disputed",
  "learned_from",
  "learned_from_id",
  "change",
  "outcome",
  "sources",
  "fact",
];

const step = ({ party, fact, practice }) => [
  party.name,
  party.id,
  party.country?.name,
  practice.id,
  fact.stage,
  fact.date?.edtf,
  fact.occurrence,
  fact.disputed,
  fact.learnedFrom?.name,
  fact.learnedFrom?.id,
  fact.change,
  fact.outcome,
  fact.citations.map(({ source }) => source.url ?? source.title).join(" ; "),
  address(fact.id),
];

/** Rows of the steps, with their heads first. */
export const stepRows = (rows) => [STEPS, ...rows.map(step)];

const LINKS = ["from", "from_id", "to", "to_id", "link", "probability", "date", "fact"];

const ends = ({ source, target }) => [source.name, source.id, target.name, target.id];

/** Rows of the links, with their heads first; the column `link` tells what is recorded and what inferred. */
export const linkRows = ({ spread, steps, guesses }) => [
  LINKS,
  ...(spread ? recorded(spread, steps.rows) : []).map((link) => [
    ...ends(link),
    "recorded",
    "",
    link.fact.date?.edtf,
    address(link.fact.id),
  ]),
  ...guesses.links.map((link) => [...ends(link), "inferred", link.probability, "", ""]),
];
