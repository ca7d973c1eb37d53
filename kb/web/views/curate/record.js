// Recording something new: its kind is chosen first, then one form has all of it, its source included.

import { settled, to } from "../../core/address.js";
import { ask } from "../../core/client.js";
import { el, refill } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { filling } from "../../parts/filling.js";
import { button, hint } from "./bits.js";
import { doneWith } from "./done.js";
import { drop, keep, newKey } from "./draft.js";
import { Entry } from "./entry.js";
import { KINDS, UNCITED, documentOf, fieldsOf, inputOf } from "./kinds.js";
import { decides } from "./signing.js";

const kinds = (chosen) =>
  el("nav", { class: "kinds", "aria-label": t("curate.kinds") },
    KINDS.map((kind) => el("a", { href: to("/curate", { kind }), "aria-current": kind === chosen && "page" }, t(`curate.kind.${kind}`))));

const form = (root, kind, topics, viewer) => {
  const draft = kind;
  const anew = () => {
    form(root, kind, topics, viewer);
    root.querySelector("input, select, textarea")?.focus();
  };
  const another = (values) => {
    keep(draft, { key: newKey(), values, fresh: true });
    anew();
  };
  const alike = (values) => button(t("curate.anotherLike"), () => another(values), { class: "main" });
  const done = (outcome, values) => doneWith(root, outcome, alike(values), button(t("curate.anotherNew"), () => (drop(draft), anew())));
  const entry = new Entry({
    draft, kind, fields: fieldsOf(kind, topics), document: documentOf("Record", kind), done,
    words: t(decides(viewer) ? "curate.record" : "curate.propose"),
    variables: (given, key, evenIfAlike) => ({ input: inputOf(kind, given), key, evenIfAlike }),
  });
  refill(root, entry.root);
};

/** Show the form of the kind that the address has. */
export const record = (root, { viewer, signal }) => {
  const kind = KINDS.includes(settled("kind")) ? settled("kind") : KINDS[0];
  const place = el("div");
  refill(root, kinds(kind), el("h2", null, t(`curate.new.${kind}`)), hint(t(UNCITED.has(kind) ? "curate.uncited" : "curate.cited")),
    !decides(viewer) && hint(t("curate.proposing")), place);
  if (kind !== "practice") form(place, kind, [], viewer);
  else filling(place, () => ask("Topics", {}, { signal }), ({ topics }) => void form(place, kind, topics, viewer), signal);
};
