// The lists that can be browsed: what each asks, how its rows are shown, and what can be chosen.

import { settled } from "../../core/address.js";
import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { factLine } from "../../parts/facts.js";
import { hit, programmeHit } from "../../parts/hits.js";
import { practiceRow } from "../../parts/rows.js";

export const ORDERS = ["NAME_ASC", "ADOPTERS_DESC", "RECENT_DESC"];
export const STAGES = ["INTERESTED", "PLANNED", "PILOTING", "ADOPTED", "ADAPTED", "ABANDONED", "DECLINED"];
export const KINDS = [
  "SCHOOL",
  "KINDERGARTEN",
  "COLLEGE",
  "UNIVERSITY",
  "TEACHER_TRAINING",
  "EDUCATION_AUTHORITY",
  "EXTRA_CURRICULAR",
  "MUSEUM",
  "COMPANY",
  "OTHER",
];

const id = (name) => settled(name) || null;
const text = () => settled("text")?.trim() || null;
const among = (name, values) => (values.includes(settled(name)) ? settled(name) : null);
const scale = (name) => (/^[0-5]$/.test(settled(name) ?? "") ? Number(settled(name)) : null);
const date = (name) => (/^\d{4}-\d{2}-\d{2}$/.test(settled(name) ?? "") ? settled(name) : null);
const listed = (value) => (value === null ? null : [value]);
const given = (values) => ({ filter: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) });

const held = ({ totalCount }) => totalCount > 0 && el("span", { class: "quiet" }, " · ", t("explore.held", { count: totalCount }));

const city = ({ node }) => hit(node, t(`place.kinds.${node.cityKind}`), [node.region, node.country], held(node.adoptedPractices));

const receives = ({ receivesVisits }) => receivesVisits && [" ", el("span", { class: "badge adopted" }, t("place.receives"))];

const institution = ({ node }) => hit(node, t(`institution.kinds.${node.institutionKind}`), [node.place, node.country], receives(node));

const facts = (document, field, choices, more = () => ({})) => ({
  document,
  read: (answer) => answer[field],
  row: ({ node }) => factLine(node),
  choices,
  variables: () => given({ from: date("from"), to: date("to"), ...more() }),
});

const orderChosen = () => among("order", ORDERS) ?? ORDERS[0];
const always = () => true;

const inPractices = () => ({
  ...given({
    text: text(),
    topics: listed(id("topic")),
    maxCost: scale("cost"),
    maxEffort: scale("effort"),
    minEvidence: scale("evidence"),
    includeUnknown: settled("unknown") !== "no",
  }),
  orderBy: orderChosen(),
});

export const LISTS = {
  practices: {
    document: "Practices",
    read: ({ practices }) => practices,
    row: practiceRow,
    variables: inPractices,
    named: () => orderChosen() === ORDERS[0],
    choices: ["text", "topic", "order", "cost", "effort", "evidence", "unknown"],
  },
  cities: {
    document: "Cities",
    read: ({ cities }) => cities,
    row: city,
    named: always,
    choices: ["text", "country"],
    variables: () => given({ text: text(), country: id("country") }),
  },
  institutions: {
    document: "Institutions",
    read: ({ institutions }) => institutions,
    row: institution,
    named: always,
    choices: ["text", "country", "kind"],
    variables: () => given({ text: text(), country: id("country"), kind: among("kind", KINDS) }),
  },
  programmes: {
    document: "Programmes",
    read: ({ programmes }) => programmes,
    row: programmeHit,
    named: always,
    choices: [],
    variables: () => ({}),
  },
  adoptions: facts("Adoptions", "adoptions", ["stage", "from", "to"], () => ({ stages: listed(among("stage", STAGES)) })),
  shares: facts("Shares", "shares", ["from", "to"]),
  visits: facts("Visits", "visits", ["from", "to"]),
};
