// An institution: where it is, whether it receives visits, and all that is recorded of it.

import { ask } from "../../core/client.js";
import { el, outside, told } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { factLine } from "../../parts/facts.js";
import { programmeHit } from "../../parts/hits.js";
import { linkTo } from "../../parts/links.js";
import { listing, listingByName } from "../../parts/listing.js";
import { placeMap } from "../../parts/map.js";
import { missing } from "../../parts/missing.js";
import { titled } from "../../parts/rows.js";
import { known, listsOf } from "../../parts/sections.js";
import { thing } from "../../parts/thing.js";

const ofParty = (body, document, { id }, read, row, signal) => listing(body, document, { filter: { party: id } }, read, row, signal);

const LISTS = {
  adopted: ["PlaceAdopted", ({ node }) => node.adoptedPractices, ({ fact }) => factLine(fact)],
  shared: ["Shares", ({ shares }) => shares, ({ node }) => factLine(node), ofParty],
  originated: ["PlaceOriginated", ({ node }) => node.originated, titled, listingByName],
  programmes: ["PlaceProgrammes", ({ node }) => node.programmes, programmeHit, listingByName],
  hosted: ["PlaceVisitsHosted", ({ node }) => node.visitsHosted, ({ node }) => factLine(node)],
  made: ["PlaceVisitsMade", ({ node }) => node.visitsMade, ({ node }) => factLine(node)],
};

const sizes = (institution) => Object.fromEntries(Object.keys(LISTS).map((name) => [name, institution[name].totalCount]));

const receives = ({ receivesVisits }) => {
  if (receivesVisits === null) return el("span", { class: "badge unknown" }, t("institution.unknown"));
  return el("span", { class: `badge ${receivesVisits ? "adopted" : "ended"}` }, t(receivesVisits ? "place.receives" : "place.receivesNot"));
};

const otherNames = ({ name, names }) => {
  const others = names.filter(({ text }, at) => text !== name && names.findIndex((each) => each.text === text) === at);
  return (
    others.length > 0 &&
    el(
      "p",
      { class: "names quiet" },
      others.flatMap(({ lang, text }, at) => [at ? " · " : "", told(text, { lang })]),
    )
  );
};

const within = ({ place, city, country }) => [
  ["institution.place", linkTo(place)],
  ["institution.city", city?.id !== place.id && linkTo(city)],
  ["institution.country", country?.id !== place.id && linkTo(country)],
];

const about = (institution) =>
  el(
    "div",
    null,
    el("p", { class: "kind" }, t(`institution.kinds.${institution.institutionKind}`)),
    el("h1", null, told(institution.name)),
    otherNames(institution),
    known([
      ...within(institution),
      ["institution.website", institution.website && outside(institution.website)],
      ["institution.visits", receives(institution)],
    ]),
  );

/** Where it lies; where that is not recorded, where its city lies, which the map says. */
const shownBy = ({ name, location, ...institution }) => {
  if (location) return { label: t("place.where", { name }), place: { ...institution, name, location } };
  const place = [institution.city, institution.place].find((each) => each?.location);
  return place && { label: t("institution.around", { name, place: place.name }), place };
};

const head = (institution) => {
  const top = el("header", { class: "place-head" }, about(institution));
  const map = shownBy(institution);
  if (map) placeMap(map).then(({ root }) => top.append(root));
  return top;
};

const asked = async (id, signal) => {
  const shown = ask("Shares", { filter: { party: id }, first: 1 }, { signal });
  const [{ institution }, { shares }] = await Promise.all([ask("Institution", { id }, { signal }), shown]);
  return institution && { ...institution, shared: shares };
};

/** Show an institution. */
export const show = async (root, { id, signal }) => {
  const institution = await thing(id, () => asked(id, signal));
  if (!institution) return missing(root, id);
  root.append(head(institution), ...listsOf(institution.id, LISTS, sizes(institution), (name) => `place.${name}`, signal));
  return institution.name;
};
