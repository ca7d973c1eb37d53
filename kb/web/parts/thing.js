// The thing that an address is of.

import { readdress } from "../core/address.js";

const NO_ID = "INVALID_INPUT";

/**
 * The thing with an id, as `question` is answered; null where nothing has that id, or where it can be none.
 * An id that was merged into another leads to the other's address.
 */
export const thing = async (id, question) => {
  try {
    const found = id && (await question());
    if (found && found.id !== id) readdress(found.id);
    return found || null;
  } catch (problem) {
    if (problem.code === NO_ID) return null;
    throw problem;
  }
};
