// A field that holds a thing of the base, found as one types.

import { addressOf } from "../core/address.js";
import { el, refill, told } from "../core/dom.js";
import { say, t } from "../core/words.js";
import { Field } from "./form.js";
import { searchField } from "./search.js";

const opening = (id) =>
  el("a", { href: addressOf(id), target: "_blank" }, told(id), el("span", { class: "unseen" }, " ", t("form.newWindow")));

class ThingField extends Field {
  constructor({ kinds, ...about }) {
    const search = searchField({ label: about.label, kinds, onpick: (thing) => this.pick(thing) });
    const input = search.querySelector("input");
    input.removeAttribute("aria-label");
    input.removeAttribute("placeholder");
    super(about, input);
    this.chosen = null;
    this.shown = el("p", { class: "meaning" });
    search.prepend(input);
    (this.hint || this.label).after(search, this.shown);
    input.addEventListener("input", () => this.hold(null));
  }

  pick({ id, name }) {
    this.hold({ id, name });
    this.wrong(null);
    this.control.dispatchEvent(new Event("change", { bubbles: true }));
  }

  hold(thing) {
    this.chosen = thing;
    refill(this.shown, thing && say("form.chosen", { thing: opening(thing.id) }));
  }

  read() {
    return { text: this.control.value.trim(), thing: this.chosen };
  }

  write(value) {
    this.control.value = value?.thing?.name ?? value?.text ?? "";
    this.hold(value?.thing ?? null);
  }

  given() {
    return this.chosen?.id;
  }

  mistake() {
    return this.control.value.trim() && !this.chosen ? t("form.unchosen") : super.mistake();
  }
}

/** A field for a thing of some kinds (the API's NodeKind); what it holds is `{ id, name }`. */
export const thingField = (about) => new ThingField(about);
