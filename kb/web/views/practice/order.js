// In which order the table of steps stands, as the address has it.

import { settled } from "../../core/address.js";
import { byName } from "../../core/words.js";

const start = ({ fact }) => fact.date?.earliest ?? fact.date?.latest ?? null;

const named = (one, other) => byName(({ party }) => party.name)(one, other);

const byDate = (one, other) => (start(one) ?? "9999").localeCompare(start(other) ?? "9999") || named(one, other);

const ORDERS = {
  name: () => named,
  "-name": () => (one, other) => named(other, one),
  date: () => byDate,
  "-date": () => (one, other) => (start(one) && start(other) ? byDate(other, one) : byDate(one, other)),
};

/** The order that is chosen: `name`, `date`, or one of them from the end with a minus; undated steps come last in both. */
export const order = () => (Object.hasOwn(ORDERS, settled("sort") ?? "") ? settled("sort") : "date");

/** What compares two steps in that order. */
export const compared = () => ORDERS[order()]();
