// The first view: one search, three ways in, who learned from whom on a map of the world, and what was recorded lately.

import { to } from "../../core/address.js";
import { ask } from "../../core/client.js";
import { el, painted } from "../../core/dom.js";
import { go } from "../../core/router.js";
import { t } from "../../core/words.js";
import { filling } from "../../parts/filling.js";
import { emptyMap } from "../../parts/map.js";
import { searchField } from "../../parts/search.js";
import { WORLD } from "../../vendor/land/land-110m-flat.mjs";
import { lately } from "./lately.js";
import { learning } from "./learning.js";
import { ways } from "./ways.js";

const PATIENCE_MS = 300; // for which the list, which lies below the map, waits for it

/** Ask at once: `asked` is that answer, which the first call of `answer()` gives; later calls ask again. */
const early = (name, signal) => {
  const asked = ask(name, {}, { signal });
  asked.catch(() => {});
  let first = asked;
  const answer = () => {
    const given = first ?? ask(name, {}, { signal });
    first = null;
    return given;
  };
  return { asked, answer };
};

const welcome = () =>
  el("header", { class: "welcome" }, el("h1", null, t("home.title")), el("p", null, t("home.lead")),
    searchField({ label: t("search.label"), onpick: (thing) => go(thing.address), onenter: (text) => go(to("/explore", { q: text })) }));

const part = (name, body) =>
  el("section", { "aria-labelledby": `${name}-title` }, el("h2", { id: `${name}-title` }, t(`home.${name}`)), body);

const pause = () => new Promise((done) => setTimeout(done, PATIENCE_MS));

let begun = null;

/** Begin to ask before there are words to show the answer with; returns a promise that it has come, or will not. */
export const ahead = () => {
  begun = early("Flows");
  return begun.asked.catch(() => {});
};

/** Show the first view. */
export const show = (root, { signal }) => {
  const flows = begun ?? early("Flows", signal);
  begun = null;
  const map = emptyMap({ label: t("home.learned"), world: WORLD });
  const [learned, list] = [el("div", { class: "learned" }, map.root), el("div", { class: "recorded" })];
  root.append(el("div", { class: "home" }, welcome(), ways(), part("learned", learned), part("recorded", list)));
  const mapped = filling(learned, flows.answer, (answer) => learning(learned, answer.flows, map), signal);
  Promise.race([mapped, pause()]).then(painted).then(() => filling(list, () => ask("Lately", {}, { signal }), lately, signal));
};
