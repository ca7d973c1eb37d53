// A form that is sent: what is wrong stands at its field, likely repeats are asked about, and nothing typed is lost on the way.

import { to } from "../../core/address.js";
import { ask } from "../../core/client.js";
import { el, refill, told } from "../../core/dom.js";
import { signOut } from "../../core/session.js";
import { t } from "../../core/words.js";
import { failed } from "../../parts/filling.js";
import { Fields } from "../../parts/form.js";
import { alikePanel } from "./alike.js";
import { button, hint } from "./bits.js";
import { drop, keep, kept, newKey } from "./draft.js";
import { documentOf } from "./kinds.js";
import { send } from "./sending.js";
import { signInForm } from "./signing.js";

const roots = (fields) => fields.map((field) => field.root);

const more = (fields) => fields.length > 0 && el("details", { class: "later" }, el("summary", null, t("curate.more")), roots(fields));

/** What was typed of what was kept: the rest may have changed since. */
const typed = ({ values, blank = {} }) =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(blank[name])));

const isSame = ({ source, newSource, locator }, other) =>
  (locator ?? null) === other.locator && (newSource ? newSource.url && newSource.url === other.source.url : source === other.source.id);

/**
 * A form for `fields`, whose contents are kept under the name `draft`. `initial` is what the fields hold at first.
 * `variables(given, key, evenIfAlike, first)` makes those of `document`, null where there is nothing to send; `done(outcome, values)`
 * shows what came of it.
 */
export class Entry {
  constructor({ draft, kind, fields, document, variables, done, words, initial = {} }) {
    Object.assign(this, { draft, kind, document, variables, done, fields: new Fields(fields) });
    this.fields.write(initial);
    this.blank = this.fields.read();
    this.first = this.fields.given();
    this.button = el("button", { type: "submit", class: "main" }, words);
    this.notice = el("div", { class: "notice" });
    this.root = this.form(fields, button(t(Object.keys(initial).length ? "curate.undo" : "curate.empty"), () => this.empty()));
    this.resume();
  }

  form(fields, empty) {
    const keep = () => this.keep();
    const send = (event) => this.submit(event);
    const later = fields.filter((field) => field.later);
    return el("form", { class: "entry", novalidate: true, method: "post", onsubmit: send, oninput: keep, onchange: keep },
      roots(fields.filter((field) => !field.later)), more(later), this.notice, el("p", { class: "buttons" }, this.button, empty));
  }

  resume() {
    const old = kept(this.draft);
    Object.assign(this, { key: old?.key ?? newKey(), sent: old?.sent });
    if (!old?.values) return;
    this.fields.write(typed(old));
    if (!old.fresh) this.root.prepend(el("p", { class: "basis", role: "status" }, t("curate.restored")));
  }

  keep() {
    keep(this.draft, { key: this.key, sent: this.sent, blank: this.blank, values: this.fields.read() });
  }

  empty() {
    const { key, sent } = this;
    const before = this.fields.read();
    this.fields.write(this.blank);
    Object.assign(this, { key: newKey(), sent: undefined });
    drop(this.draft);
    const back = () => {
      Object.assign(this, { key, sent });
      this.fields.write(before);
      this.keep();
      refill(this.notice);
      this.button.focus();
    };
    this.say(el("p", null, t("curate.asItWas"), " ", button(t("curate.putBack"), back, { class: "small" })), "status");
  }

  say(node, role = "alert") {
    refill(this.notice, node && el("div", { class: role === "alert" ? "problem" : "basis", role }, node));
  }

  submit(event) {
    event?.preventDefault();
    if (this.busy) return undefined;
    this.say(null);
    const wrong = this.fields.check();
    if (wrong) return this.say(t("curate.toMend", { count: wrong }));
    return this.hand(false);
  }

  hand(evenIfAlike) {
    const variables = this.variables(this.fields.given(), this.key, evenIfAlike, this.first);
    if (!variables) return this.say(t("curate.nothingChanged"), "status");
    const earlier = this.sent;
    this.sent = variables;
    this.keep();
    return this.work(async () => this.came(await send(this.document, variables, earlier)), () => this.hand(evenIfAlike));
  }

  /** Do something that waits for the server; where there is no answer, say why, and offer it again. */
  async work(task, again) {
    this.wait(true);
    try {
      await task();
    } catch (problem) {
      if (!problem.code) throw problem;
      this.missed(problem, again);
    } finally {
      this.wait(false);
    }
  }

  wait(busy) {
    this.busy = busy;
    this.button.setAttribute("aria-disabled", String(busy));
    if (busy) this.say(t("curate.sending"), "status");
  }

  missed(problem, again) {
    if (problem.code === "UNAUTHENTICATED") return this.lapsed(again);
    return refill(this.notice, failed(problem, again, t("curate.sendAgain")), hint(t("curate.notLost")));
  }

  /** Let who is signed in no more sign in again, and go on. */
  lapsed(again) {
    signOut();
    const form = signInForm(() => (form.remove(), again()), true);
    this.root.after(form); // beside this one, as no form may stand in a form
    return this.say(t("curate.signInAgain"));
  }

  came(outcome) {
    if (outcome.candidates.length) return this.ask(outcome);
    if (outcome.mistakes.length) return this.blame(outcome.mistakes);
    return this.finish(outcome);
  }

  finish(outcome) {
    const values = this.fields.read();
    drop(this.draft);
    return this.done(outcome, values);
  }

  blame(mistakes) {
    const left = this.fields.accuse(mistakes);
    const placed = mistakes.length - left.length;
    this.say([placed > 0 && el("p", null, t("curate.toMend", { count: placed })), left.map((each) => this.unplaced(each))]);
  }

  /** A mistake that no field has: what was withdrawn before can be recorded all the same. */
  unplaced({ code, text, message }) {
    const id = code === "RECORDED_BEFORE" && /(adoption|share|visit):\w+/.exec(message)?.[0];
    if (!id) return el("p", null, told(text));
    const look = el("a", { href: to("/curate/history", { id }), target: "_blank" }, t("curate.seeHistory"));
    return el("p", null, text, " ", look, " ", button(t("curate.another"), () => this.hand(true)));
  }

  ask({ candidates }) {
    const panel = alikePanel(candidates, this.kind, { same: (candidate) => this.join(candidate), other: () => this.hand(true) });
    refill(this.notice, panel);
    panel.querySelector("h2").focus();
  }

  /** Let what is there already have the sources of this form. */
  join(thing) {
    const mine = this.fields.given().citations ?? [];
    const as = () => this.finish({ thing, status: "ACCEPTED", warnings: [], there: true });
    if (!mine.length) return as();
    return this.work(async () => {
      const { nodes } = await ask("Current", { ids: [thing.id] });
      const there = nodes[0].citations;
      const more = mine.filter((each) => !there.some((other) => isSame(each, other)));
      if (!more.length) return as();
      const citations = [...there.map(({ source, locator }) => ({ source: source.id, locator })), ...more];
      const variables = { id: thing.id, input: { citations }, reason: t("curate.anotherSource"), key: `${this.key}-source` };
      return this.came({ ...(await send(documentOf("Correct", this.kind), variables, variables)), there: true });
    }, () => this.join(thing));
  }
}
