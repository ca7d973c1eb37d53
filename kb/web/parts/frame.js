// What stands around every view: the name, the search, the ways in, the languages.

import { el } from "../core/dom.js";
import { settle, to } from "../core/address.js";
import { LANGUAGES, language } from "../core/language.js";
import { go } from "../core/router.js";
import { t } from "../core/words.js";
import { searchField } from "./search.js";

const chooseLanguage = async (event) => {
  settle({ lang: event.target.value });
  location.reload();
};

const languages = () =>
  el("label", { class: "languages" }, el("span", { class: "unseen" }, t("app.language")),
    el("select", { onchange: chooseLanguage }, Object.entries(LANGUAGES).map(([key, name]) => el("option", { value: key, lang: key, selected: key === language() }, name))));

const header = () =>
  el("header", { class: "frame" },
    el("a", { class: "skip", href: "#main" }, t("app.skip")),
    el("a", { class: "brand", href: to("/") }, t("app.name")),
    searchField({ label: t("search.label"), onpick: (thing) => go(thing.address), onenter: (text) => go(to("/explore", { q: text })) }),
    el("nav", { "aria-label": t("app.ways") },
      el("a", { href: to("/explore") }, t("app.explore")),
      el("a", { href: to("/curate") }, t("app.curate"))),
    languages());

const footer = () =>
  el("footer", { class: "frame" }, el("p", null, t("app.about")), el("p", null, el("a", { href: "/graphql" }, t("app.api")), " · ", t("app.land")));

/** Put the frame around `main`. */
export const frame = (body) => {
  body.prepend(header());
  body.append(footer());
};
