// Lists that a document of the API answers page by page.

import { ask } from "../core/client.js";
import { alphabetical, inEnglish } from "./alphabetical.js";
import { filling } from "./filling.js";
import { pages } from "./lists.js";

const SHOWN = 10;

const asking = (document, variables, read, signal) => async (after, first) =>
  read(await ask(document, { ...variables, first, after }, { signal }));

/** Fill `root` with a list: `read` finds the connection in an answer to the document, `row` shows one of its edges. */
export const listing = (root, document, variables, read, row, signal) => {
  const page = asking(document, variables, read, signal);
  const more = (after) => page(after, SHOWN);
  return filling(
    root,
    () => more(null),
    (connection) => pages(connection, row, more),
    signal,
  );
};

/** The same, in the alphabet of the reader. */
export const listingByName = (root, document, variables, read, row, signal) =>
  filling(
    root,
    () => alphabetical(asking(document, variables, read, signal), SHOWN),
    (list) => [inEnglish(list), pages(list.first, row, list.more)],
    signal,
  );
