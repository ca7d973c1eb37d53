// Fields of a form: each has a label, says at itself what is wrong with it, and what was typed can be kept and put back.

import { el, refill, unique } from "../core/dom.js";
import { t } from "../core/words.js";

/**
 * A field: a control with its label, its hint and what is wrong with it.
 * `read` gives what was typed, to be kept; `given` what is meant by it, undefined for nothing; `write` puts back what was kept.
 */
export class Field {
  constructor({ name, label, hint, required = false }, control) {
    Object.assign(this, { name, required, control });
    control.id ||= unique(name);
    this.fault = el("p", { class: "fault", id: `${control.id}-fault`, hidden: true });
    this.hint = hint && el("p", { class: "hint", id: `${control.id}-hint` }, hint);
    this.label = el("label", { for: control.id }, label, required && el("span", { class: "needed" }, " ", t("form.needed")));
    this.root = el("div", { class: "form-field" }, this.label, this.hint, control, this.fault);
    if (required) control.setAttribute("aria-required", "true");
    this.describe();
  }

  describe(...more) {
    const ids = [this.hint, ...more, !this.fault.hidden && this.fault].filter(Boolean).map((node) => node.id);
    if (ids.length) this.control.setAttribute("aria-describedby", ids.join(" "));
    else this.control.removeAttribute("aria-describedby");
  }

  read() {
    return this.control.value.trim();
  }

  write(value) {
    this.control.value = value ?? "";
  }

  given() {
    return this.read() || undefined;
  }

  mistake() {
    return this.required && this.given() === undefined ? t("form.missing") : null;
  }

  /** Say what is wrong with it, null for nothing. */
  wrong(text) {
    this.fault.hidden = !text;
    this.fault.textContent = text ?? "";
    if (text) this.control.setAttribute("aria-invalid", "true");
    else this.control.removeAttribute("aria-invalid");
    this.describe();
    return Boolean(text);
  }

  /** Look at what was typed, say what is wrong with it, and tell whether something is. */
  check() {
    return this.wrong(this.mistake());
  }

  focus() {
    this.control.focus();
  }
}

/** A line of text, or with `lines` several; `type` as of an input. */
export const textField = ({ lines, type = "text", longest = 2000, ...about }) => {
  const line = () => el("input", { type, maxlength: longest, autocomplete: "off" });
  return new Field(about, lines ? el("textarea", { rows: lines, maxlength: longest }) : line());
};

class Numbers extends Field {
  given() {
    const text = this.read().replace(",", ".");
    return text ? Number(text) : undefined;
  }

  mistake() {
    const value = this.given();
    if (value === undefined) return super.mistake();
    if (Number.isNaN(value)) return t("form.number");
    return value < this.least || value > this.most ? t("form.between", { least: this.least, most: this.most }) : null;
  }
}

/** A number from `least` to `most`. */
export const numberField = ({ least, most, ...about }) =>
  Object.assign(new Numbers(about, el("input", { inputmode: "decimal", maxlength: 20, autocomplete: "off" })), { least, most });

class Address extends Field {
  mistake() {
    const text = this.read();
    return !text || (URL.canParse(text) && /^https?:/i.test(text)) ? super.mistake() : t("form.address");
  }
}

/** An address on the web. */
export const addressField = (about) =>
  new Address(about, el("input", { type: "text", inputmode: "url", maxlength: 2000, autocomplete: "off", spellcheck: "false" }));

/** One of `options`, pairs of a value and its words; with `none` nothing may be chosen as well. */
export const choiceField = ({ options, none, ...about }) => {
  const rows = none === undefined ? options : [["", none], ...options];
  return new Field(about, el("select", null, rows.map(([value, words]) => el("option", { value }, words))));
};

class Ticks extends Field {
  read() {
    return [...this.control.querySelectorAll("input:checked")].map((box) => box.value);
  }

  write(values) {
    for (const box of this.control.querySelectorAll("input")) box.checked = (values ?? []).includes(box.value);
  }

  given() {
    return this.read().length ? this.read() : undefined;
  }
}

/** Any of `options`, pairs of a value and its words. */
export const ticksField = ({ options, ...about }) => {
  const rows = options.map(([value, words]) => el("label", { class: "tick" }, el("input", { type: "checkbox", value }), words));
  const field = new Ticks(about, el("div", { class: "ticks", role: "group", "aria-label": about.label }, rows));
  field.label.replaceWith(el("p", { class: "label" }, about.label));
  return field;
};

/** Several fields in their order, by name. */
export class Fields {
  constructor(list) {
    this.list = list;
  }

  get roots() {
    return this.list.map((field) => field.root);
  }

  read() {
    return Object.fromEntries(this.list.map((field) => [field.name, field.read()]));
  }

  write(values) {
    for (const field of this.list) if (field.name in values) field.write(values[field.name]);
  }

  given() {
    return Object.fromEntries(this.list.map((field) => [field.name, field.given()]).filter(([, value]) => value !== undefined));
  }

  /** Say at every field what is wrong with it, go to the first, and return how many there are. */
  check() {
    return this.blame(this.list.filter((field) => field.check()));
  }

  /** Say at its field what the server found (`{ field, text }`); returns what has no field here. */
  accuse(mistakes) {
    const placed = mistakes.map((each) => [this.list.find((field) => field.name === each.field?.[0]), each]);
    const blamed = placed.filter(([field]) => field);
    for (const [field, { text, field: path }] of blamed) field.wrong(text, path.slice(1));
    this.blame(this.list.filter((field) => blamed.some(([each]) => each === field)));
    return placed.filter(([field]) => !field).map(([, each]) => each);
  }

  blame(fields) {
    for (const { root } of fields) root.closest("details")?.setAttribute("open", "");
    fields[0]?.focus();
    return fields.length;
  }
}

/** Rows of one kind that can be added and taken away: `row` makes a field group, which has `root`, `read`, `write` and the like. */
export class Rows {
  constructor({ name, label, hint, required = false, add, remove, row }) {
    Object.assign(this, { name, required, make: row, words: { add, remove }, rows: [] });
    this.place = el("div", { class: "many" });
    this.fault = el("p", { class: "fault", id: unique("fault"), hidden: true });
    this.more = el("button", { type: "button", class: "small", onclick: () => this.put().focus() }, add);
    this.root = el("fieldset", { class: "form-field" },
      el("legend", null, label, required && el("span", { class: "needed" }, " ", t("form.needed"))),
      hint && el("p", { class: "hint" }, hint), this.place, this.fault, this.more);
    this.put();
  }

  put(value) {
    const row = this.make();
    if (value) row.write(value);
    this.rows.push(row);
    row.away = el("button", { type: "button", class: "small", onclick: () => this.take(row) }, this.words.remove);
    row.root.append(row.away);
    this.place.append(row.root);
    this.count();
    return row;
  }

  take(row) {
    this.rows = this.rows.filter((each) => each !== row);
    row.root.remove();
    this.count();
    this.more.focus();
    this.root.dispatchEvent(new Event("input", { bubbles: true }));
  }

  count() {
    for (const row of this.rows) row.away.hidden = this.rows.length < 2;
  }

  read() {
    return this.rows.map((row) => row.read());
  }

  write(values) {
    this.rows = [];
    refill(this.place);
    for (const value of values ?? []) this.put(value);
    if (!this.rows.length) this.put();
  }

  given() {
    const given = this.rows.map((row) => row.given()).filter((value) => value !== undefined);
    return given.length ? given : undefined;
  }

  wrong(text, path = []) {
    const row = this.rows[Number(path[0])] ?? this.rows[0];
    if (row && text) return row.wrong(text, path.slice(1));
    this.fault.hidden = !text;
    this.fault.textContent = text ?? "";
    return Boolean(text);
  }

  check() {
    this.wrong(null);
    const wrong = this.rows.filter((row) => row.check());
    if (wrong.length || !this.required || this.given() !== undefined) return wrong.length > 0;
    return this.wrong(t("form.missing"));
  }

  focus() {
    const wrong = this.root.querySelector("[aria-invalid=true]");
    (wrong ?? this.root.querySelector("input, textarea, select, button"))?.focus();
  }
}
