// What can be recorded, and the fields of each kind.

import { called, kindOf } from "../../parts/links.js";
import { dateField } from "../../parts/edtf.js";
import { addressField, choiceField, numberField, ticksField } from "../../parts/form.js";
import { thingField } from "../../parts/lookahead.js";
import { told } from "../../core/dom.js";
import { byName, known, t } from "../../core/words.js";
import { citationsField, pointField, textsField } from "./fields.js";

const PARTIES = ["CITY", "REGION", "COUNTRY", "INSTITUTION"];
const PLACES = ["CITY", "REGION", "COUNTRY"];
const STAGES = ["INTERESTED", "PLANNED", "PILOTING", "ADOPTED", "ADAPTED", "ABANDONED", "DECLINED"];
const FORMATS = ["VISIT", "INTERNSHIP", "COURSE", "VIDEOCONFERENCE", "FORUM", "NETWORK", "PUBLICATION", "OTHER"];
const CITIES = ["CITY", "TOWN", "VILLAGE", "DISTRICT"];
const SCHOOLS = ["SCHOOL", "KINDERGARTEN", "COLLEGE", "UNIVERSITY", "TEACHER_TRAINING"];
const INSTITUTIONS = [...SCHOOLS, "EDUCATION_AUTHORITY", "EXTRA_CURRICULAR", "MUSEUM", "COMPANY", "OTHER"];

/** What can be recorded here: facts first. */
export const KINDS = ["adoption", "share", "visit", "city", "institution", "practice"];
/** Those of them that are facts. */
export const FACTS = new Set(["adoption", "share", "visit"]);
/** Those of them that cite no publication. */
export const UNCITED = new Set(["city", "institution"]);

const hintOf = (name) => (known(`curate.hint.${name}`) ? t(`curate.hint.${name}`) : null);
const about = (name, more) => ({ name, label: t(`curate.field.${name}`), hint: hintOf(name), ...more });
const words = (group, values) => values.map((value) => [value, t(`${group}.${value}`)]);

const thing = (name, kinds, required) => thingField(about(name, { kinds, required }));
const date = (name = "date") => dateField(about(name));
const texts = (name, lines, required) => textsField(about(name, { lines, required }));
const choice = (name, options, none, required) => choiceField(about(name, { options, none, required }));
const heads = () => Object.assign(numberField({ ...about("eventParticipants"), least: 1, most: 1e7 }), { later: true });
const later = (field) => Object.assign(field, { later: true });

const truth = (name, none) => {
  const field = choice(name, words("curate.truth", none ? ["true", "false"] : ["false", "true"]), none);
  return Object.assign(field, { given: () => (field.read() ? field.read() === "true" : undefined) });
};

const ofFacts = () => [
  thing("programme", ["PROGRAMME"]),
  texts("note", 2),
  citationsField(about("citations")),
  later(choice("dateMeaning", words("curate.dateMeaning", ["EVENT", "FRAME"]))),
  later(truth("disputed")),
];
const occurrence = () => choice("occurrence", words("curate.occurrence", ["HELD", "ANNOUNCED"]));

const FIELDS = {
  adoption: () => [
    thing("practice", ["PRACTICE"], true), thing("by", PARTIES, true), choice("stage", words("stage", STAGES), t("curate.choose"), true),
    date(), occurrence(), thing("learnedFrom", PARTIES), texts("outcome", 3), texts("change", 2), ...ofFacts(),
  ],
  share: () => [
    thing("practice", ["PRACTICE"], true), thing("from", PARTIES), thing("to", PARTIES, true), date(), occurrence(),
    choice("format", words("curate.format", FORMATS), t("curate.unknown")), ...ofFacts(), heads(),
  ],
  visit: () => [
    thing("visitor", PARTIES, true), thing("host", PARTIES, true), date(), occurrence(), texts("purpose", 2), ...ofFacts(), heads(),
  ],
  city: () => [
    texts("name", 0, true), choice("kind", words("curate.cityKind", CITIES)), thing("partOf", PLACES), pointField(about("location")),
  ],
  institution: () => [
    texts("name", 0, true), choice("kind", words("curate.institutionKind", INSTITUTIONS), t("curate.choose"), true),
    thing("place", PLACES, true), addressField(about("website")), truth("receivesVisits", t("curate.unknown")),
    pointField(about("location")),
  ],
  practice: (topics) => [
    texts("title", 0, true), texts("summary", 3), texts("problem", 2), texts("audience", 0),
    ticksField(about("topics", { options: topics.toSorted(byName(called)).map((topic) => [topic.id, told(topic.name)]) })),
    thing("origin", PARTIES), thing("derivedFrom", ["PRACTICE"]), texts("note", 2), citationsField(about("citations")),
  ],
};

/** The fields of a kind. Practices choose from `topics` (`{ id, name }`). */
export const fieldsOf = (kind, topics = []) => FIELDS[kind](topics);

/** What the documents call a kind: places and institutions are parties. */
export const documentOf = (verb, kind) => `${verb}${UNCITED.has(kind) ? "Party" : kind[0].toUpperCase() + kind.slice(1)}`;

/** The input of a mutation: of a party it stands under its own kind. */
export const inputOf = (kind, given) => (UNCITED.has(kind) ? { [kind]: given } : given);

const held = (given) => ({ thing: given && { id: given.id, name: called(given) } });
const cited = ({ source, locator }) => ({ mode: "known", source: held(source), locator });

const WRITTEN = {
  name: (node) => node.names,
  kind: (node) => node.cityKind ?? node.institutionKind,
  date: (node) => node.date?.edtf,
  topics: (node) => node.topics.map((topic) => topic.id),
  citations: (node) => node.citations.map(cited),
  location: (node) => node.location && { latitude: String(node.location.latitude), longitude: String(node.location.longitude) },
};

/** What a field holds of a thing that is there (of the fragment Whole). */
export const writtenOf = (node, name) => {
  if (name in WRITTEN) return WRITTEN[name](node);
  const value = node[`${name}Texts`] ?? node[name];
  if (Array.isArray(value)) return value;
  return value?.id ? held(value) : value === null || value === undefined ? undefined : String(value);
};

/** Tell whether a thing can be corrected with the forms of this page. */
export const isCorrectable = (id) => KINDS.includes(kindOf(id));
