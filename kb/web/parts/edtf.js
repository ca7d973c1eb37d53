// A date as publications give it (EDTF), with help while one types: what it means in words, or what would be right.

import { when } from "../core/dates.js";
import { el, refill, unique } from "../core/dom.js";
import { language } from "../core/language.js";
import { t } from "../core/words.js";
import { Field } from "./form.js";

const ONE = /^(\d{4}|\d{3}X|\d{2}XX|\d{4}-(?:0[1-9]|1[0-2]|2[1-4])|\d{4}-(?:0[1-9]|1[0-2])-\d{2})[?~%]?$/;
const RARE = /^[\dX?~%[\]{}.,/-]+$/; // what else EDTF knows is left to the server
const OPEN = new Set(["", ".."]);
const EXAMPLES = ["2024", "2024-07", "2024-07-15", "2024-23", "2024?", "2024~", "202X", "2019/2021", "2024-09/.."];

const isOfTheCalendar = (text) => {
  const [year, month, day] = text.split("-").map(Number);
  return day === undefined || new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
};

const isOne = (text) => ONE.test(text) && isOfTheCalendar(text.replace(/[?~%]$/, ""));

const SEASONS = { 21: ["03", "05"], 22: ["06", "08"], 23: ["09", "11"], 24: ["12", "12"] };

/** The first (0) or the last (1) day that a date may mean, to be compared. */
const edge = (text, side) => {
  const [year, part = ["01", "12"][side], day = ["01", "31"][side]] = text.replace(/[?~%]$/, "").split("-");
  return `${year.replaceAll("X", side ? "9" : "0")}-${SEASONS[part]?.[side] ?? part}-${day}`;
};

const isInterval = ([from, to, ...more]) => {
  const open = [from, to].filter((each) => OPEN.has(each)).length;
  if (more.length || open > 1) return false;
  if (![from, to].every((each) => OPEN.has(each) || isOne(each))) return false;
  return open > 0 || edge(from, 0) <= edge(to, 1);
};

/** Read a date: as the API has it, or null where it is none of the usual ones. */
export const understood = (text) => {
  const parts = text.split("/");
  if (!(parts.length > 1 ? isInterval(parts) : isOne(text))) return null;
  return { edtf: text, uncertain: /[?%]/.test(text), approximate: /[~%]/.test(text) };
};

const isRare = (text) => RARE.test(text) && /[X[{]|[?~%]-/.test(text);

const pad = (part) => part.padStart(2, "0");

const MONTHS = [...Array(12).keys()];

const namesOf = (lang) =>
  [{ month: "long" }, { month: "long", day: "numeric" }].flatMap((parts) => {
    const format = new Intl.DateTimeFormat(lang, { ...parts, timeZone: "UTC" });
    const named = (month) => format.formatToParts(Date.UTC(2020, month, 1)).find((part) => part.type === "month").value;
    return MONTHS.map((month) => [named(month).toLowerCase(), month + 1]);
  });

const monthOf = (word) => new Map(["en", "ru", language()].flatMap(namesOf)).get(word);

const seasonOf = (text, year) => Object.keys(SEASONS).find((number) => t(`date.season${number}`, { year }).toLowerCase().startsWith(text));

const inWords = (text) => {
  const [, day, word, year] = /^(?:(\d{1,2})\s+)?(\p{L}+)\.?\s+(\d{4})(?:\s*г\.?)?$/u.exec(text.toLowerCase()) ?? [];
  if (!word) return [];
  if (/^(about|around|circa|ca|около|примерно)$/.test(word)) return [`${year}~`];
  const number = monthOf(word) ?? seasonOf(word, year);
  return number ? [[year, pad(String(number)), day && pad(day)].filter(Boolean).join("-")] : [];
};

const REPAIRS = [
  [/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, (day, month, year) => [`${year}-${pad(month)}-${pad(day)}`]],
  [/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, (one, two, year) => [`${year}-${pad(two)}-${pad(one)}`, `${year}-${pad(one)}-${pad(two)}`]],
  [/^(\d{1,2})[./-](\d{4})$/, (month, year) => [`${year}-${pad(month)}`]],
  [/^(\d{4})[./-](\d{1,2})$/, (year, month) => [`${year}-${pad(month)}`]],
  [/^(\d{4})[./-](\d{1,2})[./-](\d{1,2})$/, (year, month, day) => [`${year}-${pad(month)}-${pad(day)}`]],
  [/^(\d{4})\s*[-–—]\s*(\d{4})$/, (from, to) => [`${from}/${to}`]],
  [/^(\d{4})\/(\d{4})$/, (from, to) => [`${to}/${from}`]],
  [/^(\d{3})0(?:s|-?е)(?:\s*гг?\.?)?$/i, (decade) => [`${decade}X`]],
  [/^[?~]\s*(\d{4})$/, (year) => [`${year}?`, `${year}~`]],
  [/^(\d{4})\s*г\.?$/, (year) => [year]],
];

/** What somebody may have meant who wrote a date otherwise: EDTF, the likeliest first. */
export const repaired = (text) => {
  const found = REPAIRS.flatMap(([pattern, write]) => (pattern.test(text) ? write(...pattern.exec(text).slice(1)) : []));
  return [...new Set([...found, ...inWords(text)])].filter(understood);
};

class DateField extends Field {
  constructor(about) {
    super(about, el("input", { type: "text", autocomplete: "off", maxlength: 60, spellcheck: "false", class: "date" }));
    this.meaning = el("p", { class: "meaning", role: "status", id: unique("meaning") });
    this.control.after(this.meaning);
    this.root.append(this.help());
    this.control.addEventListener("input", () => this.tell());
    this.describe();
  }

  describe() {
    super.describe(this.meaning);
  }

  help() {
    const example = (text) => el("li", null, this.offer(text, text), " ", when(understood(text)));
    return el("details", { class: "examples" }, el("summary", null, t("form.dates")), el("ul", { class: "plain" }, EXAMPLES.map(example)));
  }

  offer(text, words) {
    return el("button", { type: "button", class: "small", onclick: () => this.take(text) }, words);
  }

  take(text) {
    this.control.value = text;
    this.control.dispatchEvent(new Event("input", { bubbles: true }));
    this.control.focus();
  }

  write(value) {
    super.write(value);
    this.tell();
  }

  tell() {
    const text = this.read();
    const date = understood(text);
    if (!text) return refill(this.meaning);
    if (date) {
      this.wrong(null);
      return refill(this.meaning, t("form.means", { date: when(date) }));
    }
    if (isRare(text)) return refill(this.meaning, t("form.rare"));
    const choices = repaired(text).map((each) => this.offer(each, `${each} (${when(understood(each))})`));
    return refill(this.meaning, choices.length ? [t("form.perhaps"), " ", choices] : t("form.noDate"));
  }

  mistake() {
    const text = this.read();
    return !text || understood(text) || isRare(text) ? super.mistake() : t("form.wrongDate");
  }
}

/** A field for a date. */
export const dateField = (about) => new DateField(about);
