// All that is recorded of a place, in lists that grow by pages.

import { ask } from "../../core/client.js";
import { el, told } from "../../core/dom.js";
import { percent } from "../../core/numbers.js";
import { say, t } from "../../core/words.js";
import { factLine } from "../../parts/facts.js";
import { filling } from "../../parts/filling.js";
import { programmeHit } from "../../parts/hits.js";
import { linksTo, linkTo } from "../../parts/links.js";
import { listing, listingByName } from "../../parts/listing.js";
import { site } from "../../parts/site.js";

/** A list of a place: which document asks for it, which field has it, how an edge is shown, and what fills it. */
const listed = (document, read, row, fill = listing) => (root, place, signal) => fill(root, document, { id: place.id }, read, row, signal);

const titled = ({ node }) => [el("h3", null, linkTo(node)), node.summary && el("p", null, told(node.summary))];

const receives = ({ receivesVisits }) => receivesVisits !== null && el("span", { class: `badge ${receivesVisits ? "adopted" : "ended"}` }, t(receivesVisits ? "place.receives" : "place.receivesNot"));

const institution = ({ node }) => el("p", null, linkTo(node), " ", receives(node), node.website && [" ", site(node.website)]);

export const adopted = listed("PlaceAdopted", ({ node }) => node.adoptedPractices, ({ fact }) => factLine(fact));
export const originated = listed("PlaceOriginated", ({ node }) => node.originated, titled, listingByName);
export const programmes = listed("PlaceProgrammes", ({ node }) => node.programmes, programmeHit, listingByName);
export const visitsMade = listed("PlaceVisitsMade", ({ node }) => node.visitsMade, ({ node }) => factLine(node));
export const visitsHosted = listed("PlaceVisitsHosted", ({ node }) => node.visitsHosted, ({ node }) => factLine(node));

/** The institutions of a place. */
export const institutions = (root, place, signal) => {
  const filter = place.__typename === "Country" ? { country: place.id } : { place: place.id };
  return listingByName(root, "PlaceInstitutions", { filter }, (answer) => answer.institutions, institution, signal);
};

/** What a place showed, and what it was shown. */
export const shared = (root, place, signal) =>
  listing(root, "Shares", { filter: { party: place.id } }, ({ shares }) => shares, ({ node }) => factLine(node), signal);

const likeness = (similarity) => el("span", { class: "quiet" }, " · ", t("place.alike", { share: percent(similarity) }));

const alike = ({ city, similarity, sharedPractices }) =>
  el("li", null, el("h3", null, linkTo(city), likeness(similarity)), sharedPractices.length > 0 && el("p", null, say("place.both", { practices: el("span", null, linksTo(sharedPractices)) })));

/** Cities that dealt with the same practices. */
export const similar = (root, place, signal) =>
  filling(root, () => ask("SimilarCities", { id: place.id }, { signal }),
    ({ city }) => (city?.similarCities?.length ? el("ol", { class: "ranking" }, city.similarCities.map(alike)) : el("p", { class: "quiet" }, t("list.none"))), signal);
