// How a thing came to be what it is: its versions, who recorded each and why, and what changed; facts can be corrected or withdrawn.

import { addressOf, to } from "../../core/address.js";
import { ask } from "../../core/client.js";
import { day } from "../../core/dates.js";
import { el, refill, told } from "../../core/dom.js";
import { go } from "../../core/router.js";
import { say, t } from "../../core/words.js";
import { filling } from "../../parts/filling.js";
import { kindTag, kindOf, linkTo } from "../../parts/links.js";
import { searchField } from "../../parts/search.js";
import { sentence } from "../../parts/facts.js";
import { because, statusBadge } from "./bits.js";
import { compared, described } from "./describing.js";
import { FACTS, isCorrectable } from "./kinds.js";
import { withdrawal } from "./withdraw.js";

const handle = (text) => told(text, { class: "handle" });

const whence = ({ recordedAt, recordedBy, acceptedBy }) => {
  if (!recordedBy || !acceptedBy) return recordedAt ? say("curate.loadedOn", { date: day(recordedAt) }) : say("curate.loaded");
  const parts = { date: day(recordedAt), author: handle(recordedBy), curator: handle(acceptedBy) };
  return say(acceptedBy !== recordedBy ? "curate.recordedAccepted" : "curate.recordedBy", parts);
};

const change = (record, before) => {
  if (record.status === "WITHDRAWN") return null;
  if (!before) return el("details", null, el("summary", null, t("curate.allFields")), described(record.node));
  return compared(before.node, record.node, t("curate.changed", { number: record.number }));
};

const version = (record, before) =>
  el("li", { class: "version" },
    el("h2", null, t("curate.version", { number: record.number }), " ", statusBadge(record.status)),
    el("p", null, whence(record)),
    record.reason && el("p", null, because(told(record.reason))),
    change(record, before));

const actions = (id, latest, again) => {
  const stands = latest.status === "ACCEPTED";
  if (!stands || !isCorrectable(id)) return null;
  return el("div", { class: "actions" },
    el("p", null, el("a", { href: to("/curate/correct", { id }) }, t("curate.correct"))),
    FACTS.has(kindOf(id)) && withdrawal(id, again));
};

const about = (id, records) => {
  const { node } = records.at(-1);
  if (!FACTS.has(kindOf(id))) return el("p", { class: "line" }, linkTo(node), " ", kindTag(node));
  return el("p", { class: "line" }, sentence(node), " · ", el("a", { href: addressOf(id) }, t("curate.seeThing")));
};

const drawn = (id, records, again) => {
  if (!records.length) return [el("p", null, t("curate.noHistory"))];
  const rows = records.map((record, at) => version(record, records[at - 1])).reverse();
  return [about(id, records), actions(id, records.at(-1), again), el("ul", { class: "plain versions" }, rows)];
};

const chooser = () =>
  el("div", { class: "choosing" }, el("p", null, t("curate.chooseThing")),
    searchField({ label: t("curate.findThing"), onpick: ({ id }) => go(to("/curate/history", { id })) }));

/** Show the history of the thing of the address; without one, a field to choose it. */
export const history = (root, { id, signal }) => {
  if (!id) return refill(root, chooser());
  const place = el("div");
  refill(root, place);
  const load = () => filling(place, () => ask("History", { id }, { signal }), (answer) => drawn(id, answer.history, load), signal);
  return load();
};
