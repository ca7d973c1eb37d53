// Three ways in: a city, a practice, or looking around.

import { to } from "../../core/address.js";
import { el } from "../../core/dom.js";
import { go } from "../../core/router.js";
import { t } from "../../core/words.js";
import { searchField } from "../../parts/search.js";

const find = (label, kinds) =>
  searchField({
    label: t(label),
    kinds,
    onpick: (thing) => go(thing.address),
    onenter: (text) => go(to("/explore", { q: text, only: kinds })),
  });

const way = (name, field) => {
  const id = `way-${name}`;
  return el("section", { class: "way", "aria-labelledby": id }, el("h2", { id }, t(`home.${name}`)), el("p", null, t(`home.${name}Text`)), field);
};

/** The three ways in. */
export const ways = () =>
  el("div", { class: "ways" },
    way("city", find("home.cityField", ["CITY"])),
    way("practice", find("home.practiceField", ["PRACTICE"])),
    way("explore", el("p", null, el("a", { class: "button", href: to("/explore") }, t("home.exploreLink")))));
