// Lengths of time.

import { number } from "../../core/numbers.js";
import { t } from "../../core/words.js";

/** So many years in words, which go by the number as it is written. */
export const inYears = (value) => {
  const count = Math.round(value * 10) / 10;
  return t("practice.years", { count, years: number(count, 1) });
};
