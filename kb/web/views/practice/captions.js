// How the files of a practice are called, and what stands in a picture that is taken along.

import { day } from "../../core/dates.js";
import { plain } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { asked } from "./chosen.js";

/** The name of a file, without its ending. */
export const fileName = ({ id }, part) => [id.split(":")[1], part, asked().asOf].filter(Boolean).join("-");

/** What stands above and below a picture, and its file's name: `{ name, title, note }`. */
export const captions = (practice, part, legend = "") => {
  const title = `${plain(practice.title)}: ${t(`practice.${part}`)}`;
  const until = asked().asOf ? t("practice.asOfDay", { day: day(asked().asOf) }) : t("practice.asOfNow");
  return {
    name: fileName(practice, part),
    title,
    note: `${legend} ${t("app.name")}. ${until}. ${t("practice.unrecorded")} ${location.origin}${location.pathname}`.trim(),
  };
};
