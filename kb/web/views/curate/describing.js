// What a thing says, field by field, and what differs between two versions of it.

import { when } from "../../core/dates.js";
import { el, outside, told } from "../../core/dom.js";
import { known, t } from "../../core/words.js";
import { linkTo, linksTo } from "../../parts/links.js";
import { takingPart } from "../../parts/rows.js";

const LEFT_OUT = new Set(["__typename", "id", "status", "recordedAt"]);
const LISTED = new Set(["format", "occurrence", "dateMeaning", "cityKind", "institutionKind", "programmeKind"]);
const NAMED = { cityKind: "kind", institutionKind: "kind", programmeKind: "kind", names: "name", heldIn: "place" };

const PARTIES = ["by", "from", "to", "visitor", "host"];
const ORDER = ["title", "practice", ...PARTIES, "stage", "date", "occurrence", "learnedFrom", "outcome", "change", "purpose", "summary"];
const USUAL = { dateMeaning: '"EVENT"', occurrence: '"HELD"' };

const rank = ({ name }) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

const textOf = (name, value) => {
  if (name === "stage") return t(`stage.${value}`);
  if (LISTED.has(name)) return t(`curate.${name}.${value}`);
  if (typeof value === "boolean") return t(`curate.truth.${value}`);
  if (value.edtf) return when(value) === value.edtf ? value.edtf : `${when(value)} (${value.edtf})`;
  if (value.longitude !== undefined) return `${value.latitude}, ${value.longitude}`;
  return String(value);
};

const titled = (source, fresh) =>
  fresh.has(source.id) ? [told(source.title), " ", el("span", { class: "badge" }, t("curate.newSource"))] : linkTo(source);

const cited = ({ source, locator }, fresh) =>
  el("li", null, titled(source, fresh), source.publisher && [", ", told(source.publisher)], locator && [", ", told(locator)],
    source.url && [" ", el("span", { class: "quiet" }, "(", outside(source.url, t("fact.open")), ")")]);

const nameIn = ({ lang, text }) => el("li", null, told(text, { lang }), " ", el("span", { class: "kind" }, lang));

const parties = ({ edges, totalCount }) => {
  const more = totalCount - edges.length;
  return el("ul", null, edges.map((edge) => el("li", null, takingPart(edge))), more > 0 && el("li", { class: "quiet" }, t("practice.more", { more })));
};

const drawn = (name, value, fresh) => {
  if (name === "parties") return parties(value);
  if (name === "citations") return el("ul", null, value.map((each) => cited(each, fresh)));
  if (value[0]?.lang) return el("ul", null, value.map(nameIn));
  if (Array.isArray(value)) return linksTo(value);
  if (value.id) return linkTo(value);
  if (name === "feasibility") return described(value);
  return /^https?:/.test(value) ? outside(value) : told(textOf(name, value));
};

const isEmpty = (value) => {
  if (value === null || value === undefined || value === false) return true;
  if (value.edges) return value.edges.length === 0;
  return typeof value === "object" && Object.values(value).every(isEmpty);
};

const isTold = (name, thing) => !LEFT_OUT.has(name) && !name.endsWith("Texts") && !(name === "name" && thing.names);

const valueOf = (thing, name, value) => thing[`${name}Texts`] ?? value;

const labelOf = (name) => (known(`curate.field.${NAMED[name] ?? name}`) ? t(`curate.field.${NAMED[name] ?? name}`) : name);

const worthOf = (value) => JSON.stringify(value, (key, each) => (each?.id && key !== "source" ? each.id : each));

/**
 * What a thing (of the fragment Whole) says: `{ name, label, worth, node }` of each field that says something.
 * `fresh` are the ids of sources that are not there yet.
 */
export const says = (thing, fresh = new Set()) =>
  Object.entries(thing)
    .map(([name, value]) => [name, valueOf(thing, name, value)])
    .filter(([name, value]) => isTold(name, thing) && !isEmpty(value))
    .map(([name, value]) => ({ name, label: labelOf(name), worth: worthOf(value), node: () => drawn(name, value, fresh) }))
    .sort((one, other) => rank(one) - rank(other));

/** The fields in which two versions differ: `{ label, before, after }`, where nothing is null. */
export const differences = (one, other, fresh) => {
  const [before, after] = [says(one), says(other, fresh)];
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  const of = (rows, name) => rows.find((row) => row.name === name);
  return names
    .map((name) => ({ label: labelOf(name), before: of(before, name), after: of(after, name) }))
    .filter((row) => row.before?.worth !== row.after?.worth);
};

const cell = (row) => el("td", null, row ? row.node() : el("span", { class: "quiet" }, t("curate.nothing")));

const scrolling = (label, table) => el("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": label }, table);

/** What a thing says, as a list; what is so unless told is left out. */
export const described = (thing, fresh) => {
  const rows = says(thing, fresh).filter(({ name, worth }) => USUAL[name] !== worth);
  return el("dl", { class: "says" }, rows.map(({ label, node }) => [el("dt", null, label), el("dd", null, node())]));
};

/** What changes, the old beside the new. */
export const compared = (one, other, label, fresh) => {
  const rows = differences(one, other, fresh);
  if (!rows.length) return el("p", { class: "quiet" }, t("curate.noDifference"));
  const head = ["curate.what", "curate.before", "curate.after"].map((key) => el("th", { scope: "col" }, t(key)));
  const body = rows.map((row) => el("tr", null, el("th", { scope: "row" }, row.label), cell(row.before), cell(row.after)));
  return scrolling(label, el("table", { class: "compared" }, el("thead", null, el("tr", null, head)), el("tbody", null, body)));
};
