// Dates as sources give them (EDTF), said in the reader's language.

import { intl } from "./language.js";
import { t } from "./words.js";

const PARTS = { 4: { year: "numeric" }, 7: { year: "numeric", month: "long" }, 10: { year: "numeric", month: "long", day: "numeric" } };
const SEASON = /^(-?\d{4})-(2[1-4])$/;
const PLAIN = /^[\d-]+$/;
const UNSURE = /[?~%]+$/;

const calendar = (text) => {
  const [year, month = "01", day = "01"] = text.split("-");
  return new Date(`${year}-${month}-${day}T00:00:00Z`);
};

/** How a plain date is said; null for any other. */
const formOf = (text) =>
  PLAIN.test(text) && !SEASON.test(text) && PARTS[text.length] ? intl("DateTimeFormat", { ...PARTS[text.length], timeZone: "UTC" }) : null;

const one = (text) => {
  const sure = text.replace(UNSURE, "");
  const season = SEASON.exec(sure);
  if (season) return t(`date.season${season[2]}`, { year: season[1] });
  if (/^\d{3}X$/.test(sure)) return t("date.decade", { year: `${sure.slice(0, 3)}0` });
  if (/^\d{2}XX$/.test(sure)) return t("date.century", { year: `${sure.slice(0, 2)}00` });
  return formOf(sure)?.format(calendar(sure)) ?? sure;
};

const interval = (from, to) => {
  if (to === ".." || to === "") return t("date.since", { from: one(from) });
  if (from === ".." || from === "") return t("date.until", { to: one(to) });
  const alike = from.length === to.length && formOf(from) && formOf(to);
  return alike ? alike.formatRange(calendar(from), calendar(to)) : t("date.between", { from: one(from), to: one(to) });
};

/** A date of the API (`{ edtf, uncertain, approximate }`) in words; null where the source says none. */
export const when = (date) => {
  if (!date) return t("date.unknown");
  const [from, to] = date.edtf.split("/");
  const said = to === undefined ? one(from) : interval(from, to);
  const doubts = [date.approximate && t("date.about", { date: said }), date.uncertain && t("date.perhaps", { date: said })].filter(Boolean);
  return doubts[0] ?? said;
};

/** A day (`2026-11-22`, or a Date) in words. */
export const day = (given) => intl("DateTimeFormat", { dateStyle: "long" }).format(new Date(given));

/** The year of a date of the API, or null. */
export const yearOf = (date) => (date?.earliest ? Number(date.earliest.slice(0, 4)) : null);

const isDay = (text) =>
  /^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/** The day that an address means by a year (its last day) or a day; null where it is neither. */
export const lastDay = (text) => [text, `${text}-12-31`].find(isDay) ?? null;
