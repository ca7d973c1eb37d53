// The website of an institution.

import { outside } from "../core/dom.js";

/** A link to a website, which is called by its host. */
export const site = (address) => outside(address, URL.canParse(address) ? new URL(address).host : address);
