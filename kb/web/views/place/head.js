// What a place is: its names in every language it has, and where it lies.

import { el, told } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { linkTo } from "../../parts/links.js";
import { placeMap } from "../../parts/map.js";

const others = ({ name, names }) => {
  const rest = names.filter(({ text }, at) => text !== name && names.findIndex((each) => each.text === text) === at);
  return rest.length ? el("p", { class: "names quiet" }, rest.flatMap(({ lang, text }, at) => [at ? " · " : "", told(text, { lang })])) : null;
};

const within = ({ id, partOf, region, country }) => {
  const seen = new Set([id]);
  const links = [partOf, region, country].filter((each) => each && !seen.has(each.id) && seen.add(each.id));
  return links.flatMap((each) => [", ", linkTo(each)]);
};

const kind = (place) => (place.cityKind ? t(`place.kinds.${place.cityKind}`) : t(`kind.${place.__typename.toLowerCase()}`));

/** The heading of a place. */
export const head = (place) => {
  const text = el("div", null, el("h1", null, told(place.name)), others(place), el("p", { class: "quiet" }, kind(place), within(place)));
  const top = el("header", { class: "place-head" }, text);
  if (place.location) placeMap({ label: t("place.where", { name: place.name }), place }).then((map) => top.append(map.root));
  return top;
};
