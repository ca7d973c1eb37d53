// Things in lists: a line each, with what kind of thing it is and where.

import { when } from "../core/dates.js";
import { el } from "../core/dom.js";
import { t } from "../core/words.js";
import { linkTo } from "./links.js";

/** A thing in one line: of which kind it is, in which places it lies (each told once, unknown ones left out), and the rest. */
export const hit = (thing, kind, places, rest) => {
  const lying = places.filter((place, at) => place && places.findIndex((each) => each?.id === place.id) === at);
  return el(
    "p",
    { class: "hit" },
    linkTo(thing),
    " ",
    el("span", { class: "kind" }, kind),
    lying.map((place) => [", ", linkTo(place)]),
    rest,
  );
};

const lasting = ({ start, end }) => [...new Set([start, end].filter(Boolean).map(when))].join(" – ");

/** A programme in one line; takes an edge. */
export const programmeHit = ({ node }) =>
  hit(
    node,
    t(`programme.kinds.${node.programmeKind}`),
    [node.place],
    (node.start || node.end) && el("span", { class: "quiet" }, " · ", lasting(node)),
  );
