// Numbers in the reader's language.

import { intl } from "./language.js";

/** A number with at most so many digits after the point. */
export const number = (value, digits = 0) => intl("NumberFormat", { maximumFractionDigits: digits }).format(value);

/** A distance in kilometres. */
export const kilometres = (value) => intl("NumberFormat", { style: "unit", unit: "kilometer", maximumFractionDigits: 0 }).format(value);

/** A share of 1 as per cent. */
export const percent = (value, digits = 0) => intl("NumberFormat", { style: "percent", maximumFractionDigits: digits }).format(value);
