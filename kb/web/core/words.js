// What the page says, in the language that is chosen: catalogues in /web/languages, one file each.

import { intl, language } from "./language.js";

let catalogue = {};

/** Speak the language of the address, else the first of the reader's languages that there is. */
export const speak = async () => {
  const response = await fetch(`/web/languages/${language()}.json`);
  if (!response.ok) throw new Error(`The language ${language()} could not be loaded`);
  catalogue = await response.json();
  document.documentElement.lang = language();
};

const found = (key) => key.split(".").reduce((part, name) => part?.[name], catalogue);

const pattern = (key, values) => {
  const entry = found(key);
  if (entry === undefined) {
    console.error(`no words for ${key}`);
    return key;
  }
  return typeof entry === "string" ? entry : (entry[intl("PluralRules").select(values.count)] ?? entry.other);
};

// Below a thousand there is nothing to group; a browser takes 20 ms for the first number that it formats.
const written = (number) => (Number.isInteger(number) && number >= 0 && number < 1000 ? String(number) : intl("NumberFormat").format(number));

const shown = (value) => (typeof value === "number" ? written(value) : value);

/** Tell whether there are words for a key. */
export const known = (key) => found(key) !== undefined;

/** Words as nodes: `{name}` in them stands for a value, which may be an element. Plurals go by `count`. */
export const say = (key, values = {}) =>
  pattern(key, values)
    .split(/(\{\w+\})/)
    .filter(Boolean)
    .map((part) => (/^\{\w+\}$/.test(part) ? (shown(values[part.slice(1, -1)]) ?? "") : part));

/** Words as text. */
export const t = (key, values) => say(key, values).join("");

const unquoted = (text) => text.replace(/^["«“„]+/, "");

/** Names in the alphabet of the language, numbers by their size; quotation marks before a name count for nothing. */
export const byName = (name) => {
  const { compare } = intl("Collator", { numeric: true });
  return (one, other) => compare(unquoted(name(one)), unquoted(name(other)));
};
