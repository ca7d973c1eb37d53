// Which view an address has, and going from one to another without loading the page anew.

import { filling } from "../parts/filling.js";
import { plain } from "./dom.js";
import { t } from "./words.js";

const MOMENT_MS = 100;

const PLACE = () => import("../views/place/view.js");
const FACT = () => import("../views/fact/view.js");

const VIEWS = {
  "": () => import("../views/home/view.js"),
  city: PLACE,
  region: PLACE,
  country: PLACE,
  practice: () => import("../views/practice/view.js"),
  institution: () => import("../views/institution/view.js"),
  programme: () => import("../views/programme/view.js"),
  source: () => import("../views/source/view.js"),
  topic: () => import("../views/topic/view.js"),
  share: FACT,
  adoption: FACT,
  visit: FACT,
  explore: () => import("../views/explore/view.js"),
  curate: () => import("../views/curate/view.js"),
};

const loaded = {};

/** The module of a view; what is loaded is there at once, so that it is drawn in one go with what stands around it. */
const load = (name) =>
  (loaded[name] ??= (VIEWS[name] ?? VIEWS.explore)().catch((problem) => {
    delete loaded[name];
    throw problem;
  }));

let leaving = new AbortController();
let seen = "";

const here = () => location.pathname + location.search;

const parts = () => location.pathname.slice(1).split("/").map(decodeURIComponent);

const idOf = (name, rest) => (rest[0] ? `${name}:${rest[0]}` : null);

/**
 * Show the view of the address. A view is `show(root, { id, rest, signal })`: it fills root, and returns (a promise of) its title.
 * `id` is that of the thing (`city:oral`) or null, `rest` what the path has after the view's name, `signal` says when it is left.
 */
export const show = async () => {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  seen = here();
  const [name, ...rest] = parts();
  const root = document.getElementById("main");
  root.replaceChildren();
  const title = await filling(root, () => load(name), (view) => view.show(root, { id: idOf(name, rest), rest, signal }), signal);
  if (!signal.aborted) document.title = title ? `${plain(title)} – ${t("app.name")}` : t("app.name");
};

const moment = () => new Promise((done) => setTimeout(done, MOMENT_MS));

/**
 * Load the view of the address, and let it ask what it will show, while the rest of the page gets ready. What it asks is waited for a
 * moment: where it comes at once, the page is drawn in one go rather than twice.
 */
export const upcoming = async () => {
  try {
    const view = await load(parts()[0]);
    await Promise.race([view.ahead?.(), moment()]);
  } catch {
    // told by `show`, which loads it again
  }
};

const arrived = () => {
  scrollTo(0, 0);
  document.getElementById("main").focus({ preventScroll: true });
};

/** Go to an address of this page. */
export const go = (address) => {
  history.pushState(null, "", address);
  const shown = show();
  arrived();
  return shown;
};

const isView = (url) => url.origin === location.origin && url.pathname.split("/")[1] in VIEWS;

const ours = (event) => {
  const link = event.target.closest?.("a[href]");
  const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || elsewhere || event.defaultPrevented || link.hasAttribute("target") || link.hasAttribute("download")) return null;
  const url = new URL(link.getAttribute("href"), location.href);
  return isView(url) && !(url.hash && url.pathname === location.pathname) ? url : null;
};

/** Take over links to views, and the browser's own way back. */
export const travel = () => {
  document.addEventListener("click", (event) => {
    const url = ours(event);
    if (!url) return;
    event.preventDefault();
    go(url.href);
  });
  addEventListener("popstate", () => here() !== seen && show());
  addEventListener("settled", () => (seen = here()));
};
