// Correcting what is there: the form is filled with it, and only what was changed is sent.

import { to } from "../../core/address.js";
import { Problem, ask } from "../../core/client.js";
import { el, refill, told } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { filling } from "../../parts/filling.js";
import { kindOf } from "../../parts/links.js";
import { reasonField } from "./deciding.js";
import { shown } from "./bits.js";
import { doneWith } from "./done.js";
import { Entry } from "./entry.js";
import { documentOf, fieldsOf, inputOf, isCorrectable, writtenOf } from "./kinds.js";
import { decides } from "./signing.js";

const asked = async (id, kind, signal) => {
  const choices = kind === "practice" ? ask("Topics", {}, { signal }) : null;
  const [{ node }, topics] = await Promise.all([ask("Correctable", { id }, { signal }), choices]);
  if (!node) throw new Problem("NOT_FOUND", id);
  return { node, topics: topics?.topics };
};

/** What was changed of what was given at first; null for what was taken away. */
const changes = (before, { reason, ...now }) => {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(now[name]));
  return changed.length ? Object.fromEntries(changed.map((name) => [name, now[name] ?? null])) : null;
};

const form = (root, { node, topics }, viewer) => {
  const { id } = node;
  const kind = kindOf(id);
  const fields = fieldsOf(kind, topics);
  const initial = Object.fromEntries(fields.map(({ name }) => [name, writtenOf(node, name)]));
  const entry = new Entry({
    draft: `correct:${id}`, kind, fields: [...fields, reasonField()], initial, document: documentOf("Correct", kind),
    words: t(decides(viewer) ? "curate.correctNow" : "curate.proposeCorrection"),
    variables: (given, key, evenIfAlike, first) => {
      const changed = changes(first, given);
      return changed && { id, input: inputOf(kind, changed), reason: given.reason, key };
    },
    done: (outcome) => doneWith(root, outcome, el("a", { href: to("/curate/history", { id }) }, t("curate.seeHistory"))),
  });
  refill(root, shown(node), entry.root);
};

/** Show the form that corrects the thing of the address. */
export const correct = (root, { viewer, id, signal }) => {
  if (!id || !isCorrectable(id)) return refill(root, el("p", null, t("curate.notCorrectable"), " ", told(id ?? "")));
  return filling(root, () => asked(id, kindOf(id), signal), (answer) => void form(root, answer, viewer), signal);
};
