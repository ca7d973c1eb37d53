// Links to things: every thing is shown as a link to its own address.

import { addressOf } from "../core/address.js";
import { el, told } from "../core/dom.js";
import { t } from "../core/words.js";

/** What a thing is called: nodes have a name or a title, facts are called by their kind. */
export const called = (thing) => thing.name ?? thing.title ?? t(`kind.${kindOf(thing.id)}`);

/** The kind of a thing, by its id. */
export const kindOf = (id) => id.split(":")[0];

/** A link to a thing `{ id, name | title }`; null for none. */
export const linkTo = (thing, attributes) => thing && el("a", { href: addressOf(thing.id), ...attributes }, told(called(thing)));

/** Links to things, as a list in a sentence. */
export const linksTo = (things) => things.flatMap((thing, at) => (at ? [", ", linkTo(thing)] : [linkTo(thing)]));

/** What kind of thing it is, as a small word beside its name. */
export const kindTag = (thing) => el("span", { class: "kind" }, t(`kind.${kindOf(thing.id)}`));
