// The fields that only recording has: texts in several languages, citations, a point on the map.

import { el } from "../../core/dom.js";
import { intl, language } from "../../core/language.js";
import { t } from "../../core/words.js";
import { dateField } from "../../parts/edtf.js";
import { Fields, Rows, addressField, choiceField, numberField, textField } from "../../parts/form.js";
import { thingField } from "../../parts/lookahead.js";

const FIRST = ["en", "ru", "kk", "be", "uk", "ky", "uz", "it", "es", "pt", "fr", "de", "pl", "el", "und"];

const nameOf = (tag) => (tag === "und" ? t("curate.und") : intl("DisplayNames", { type: "language" }).of(tag));

const languageField = (none) => {
  const tags = [...new Set([language(), ...FIRST])];
  return choiceField({ name: "lang", label: t("curate.field.lang"), none, options: tags.map((tag) => [tag, nameOf(tag)]) });
};

class Text {
  constructor(lines, longest) {
    this.lang = languageField();
    this.text = textField({ name: "text", label: t("curate.field.text"), lines, longest });
    this.root = el("div", { class: "text one" }, this.text.root, this.lang.root);
    this.lang.write(language());
    for (const field of [this.lang, this.text]) field.label.className = "unseen";
  }

  read() {
    return { lang: this.lang.read(), text: this.text.read() };
  }

  write({ lang, text }) {
    const { options } = this.lang.control;
    if (![...options].some((option) => option.value === lang)) options.add(el("option", { value: lang }, nameOf(lang)));
    this.lang.write(lang);
    this.text.write(text);
  }

  given() {
    return this.text.read() ? this.read() : undefined;
  }

  wrong(text) {
    return this.text.wrong(text);
  }

  check() {
    return this.wrong(null);
  }

  focus() {
    this.text.focus();
  }
}

class Texts extends Rows {
  check() {
    if (super.check()) return true;
    const given = this.rows.map((row) => row.given()?.lang).filter(Boolean);
    return this.wrong(new Set(given).size < given.length ? t("curate.twoTexts") : null);
  }
}

/** A text in one or more languages. */
export const textsField = ({ lines, longest = 5000, ...about }) =>
  new Texts({ ...about, add: t("curate.addLanguage"), remove: t("curate.removeText"), row: () => new Text(lines, longest) });

const MODES = ["known", "fresh"];

class Citation {
  constructor() {
    const source = { name: "source", label: t("curate.field.source"), hint: t("curate.hint.source"), required: true };
    this.known = thingField({ ...source, kinds: ["SOURCE"] });
    this.fresh = new Fields([
      textField({ name: "title", label: t("curate.field.sourceTitle"), hint: t("curate.hint.sourceTitle"), required: true }),
      addressField({ name: "url", label: t("curate.field.url"), hint: t("curate.hint.url") }),
      textField({ name: "publisher", label: t("curate.field.publisher") }),
      dateField({ name: "published", label: t("curate.field.published") }),
      languageField(t("curate.unknown")),
    ]);
    this.locator = textField({ name: "locator", label: t("curate.field.locator"), hint: t("curate.hint.locator"), longest: 300 });
    const modes = MODES.map((mode) => [mode, t(`curate.mode.${mode}`)]);
    this.mode = choiceField({ name: "mode", label: t("curate.field.mode"), options: modes });
    this.mode.control.addEventListener("change", () => this.turn());
    this.sides = { known: el("div", null, this.known.root), fresh: el("div", { class: "fresh" }, this.fresh.roots) };
    this.root = el("div", { class: "citation one" }, this.mode.root, this.sides.known, this.sides.fresh, this.locator.root);
    this.turn();
  }

  get isFresh() {
    return this.mode.read() === "fresh";
  }

  turn() {
    for (const mode of MODES) this.sides[mode].hidden = mode !== this.mode.read();
  }

  read() {
    return { mode: this.mode.read(), source: this.known.read(), fresh: this.fresh.read(), locator: this.locator.read() };
  }

  write({ mode, source, fresh, locator }) {
    this.mode.write(mode);
    this.known.write(source);
    this.fresh.write(fresh ?? {});
    this.locator.write(locator);
    this.turn();
  }

  given() {
    const locator = this.locator.given();
    if (!this.isFresh) return this.known.given() && { source: this.known.given(), locator };
    const { lang, ...fresh } = this.fresh.given();
    return fresh.title || fresh.url ? { newSource: { ...fresh, language: lang }, locator } : undefined;
  }

  wrong(text, [, name, ...rest] = []) {
    if (!this.isFresh) return this.known.wrong(text);
    const field = name === "language" ? "lang" : name;
    const placed = this.fresh.list.find((each) => each.name === field) ?? this.fresh.list[0];
    return placed.wrong(text, rest);
  }

  check() {
    return this.isFresh ? this.fresh.check() > 0 : this.known.check();
  }

  focus() {
    (this.isFresh ? this.fresh.list[0] : this.known).focus();
  }
}

/** The publications that say so: known ones, or new ones that are recorded along with it. */
export const citationsField = (about) =>
  new Rows({ ...about, required: true, add: t("curate.addSource"), remove: t("curate.removeSource"), row: () => new Citation() });

class Point {
  constructor({ name, label, hint }) {
    this.name = name;
    this.fields = new Fields([
      numberField({ name: "latitude", label: t("curate.field.latitude"), least: -90, most: 90 }),
      numberField({ name: "longitude", label: t("curate.field.longitude"), least: -180, most: 180 }),
    ]);
    const head = [el("legend", null, label), hint && el("p", { class: "hint" }, hint)];
    this.root = el("fieldset", { class: "form-field point" }, head, this.fields.roots);
  }

  read() {
    return this.fields.read();
  }

  write(value) {
    this.fields.write(value ?? { latitude: "", longitude: "" });
  }

  given() {
    const point = this.fields.given();
    return Object.keys(point).length ? point : undefined;
  }

  wrong(text, [axis] = []) {
    return (this.fields.list.find((field) => field.name === axis) ?? this.fields.list[0]).wrong(text);
  }

  check() {
    const lacking = this.fields.list.filter((field) => field.given() === undefined);
    const wrong = this.fields.list.filter((field) => field.check());
    return wrong.length > 0 || (lacking.length === 1 && lacking[0].wrong(t("curate.bothAxes")));
  }

  focus() {
    (this.fields.list.find((field) => !field.fault.hidden) ?? this.fields.list[0]).focus();
  }
}

/** A point on the map. */
export const pointField = (about) => new Point(about);
