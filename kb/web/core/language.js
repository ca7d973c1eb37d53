// Which language is spoken, and how its readers write numbers and dates, and sort names.

import { settled } from "./address.js";

export const LANGUAGES = { en: "English", ru: "Русский" };
const FIRST = "en";
const USUAL = { en: "en-GB" };

const tongue = (tag) => tag?.slice(0, 2);

const chosen = [settled("lang"), ...navigator.languages].map(tongue).find((each) => each in LANGUAGES) ?? FIRST;
const region = navigator.languages.find((tag) => tongue(tag) === chosen && tag.length > 2) ?? USUAL[chosen] ?? chosen;

/** The language that is chosen, as in BCP 47. */
export const language = () => chosen;

const made = new Map();

/**
 * What `Intl` has of a kind (`NumberFormat`, `Collator`), in the form of the language that the reader's region uses.
 * Each is made when it is first used, and once: that takes milliseconds.
 */
export const intl = (kind, options = {}) => {
  const key = kind + JSON.stringify(options);
  if (!made.has(key)) made.set(key, new Intl[kind](region, options));
  return made.get(key);
};
