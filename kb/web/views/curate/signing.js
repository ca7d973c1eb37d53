// Signing in with a token, and who is signed in.

import { to } from "../../core/address.js";
import { ask } from "../../core/client.js";
import { el, refill, told } from "../../core/dom.js";
import { show } from "../../core/router.js";
import { signIn, signOut, token } from "../../core/session.js";
import { say, t } from "../../core/words.js";
import { textField } from "../../parts/form.js";
import { dropAll } from "./draft.js";

const SENDABLE = /^[\x21-\x7e]+$/; // anything else cannot stand in a header
const MAY_RECORD = new Set(["CONTRIBUTOR", "CURATOR", "ADMINISTRATOR"]);
const DECIDES = new Set(["CURATOR", "ADMINISTRATOR"]);

/** Tell whether somebody may propose or record. */
export const mayRecord = (viewer) => MAY_RECORD.has(viewer?.role);

/** Tell whether somebody may decide on proposals. */
export const decides = (viewer) => DECIDES.has(viewer?.role);

/** Who is signed in (`{ handle, role }`), or null; a token that is good no more is forgotten. */
export const whoAsks = async (signal) => {
  if (!token()) return null;
  try {
    return (await ask("Viewer", {}, { signal })).viewer;
  } catch (problem) {
    if (problem.code !== "UNAUTHENTICATED") throw problem;
    signOut();
    return { refused: true };
  }
};

const taken = async (text, keeps) => {
  if (!SENDABLE.test(text)) return false;
  signIn(text, keeps);
  const viewer = await whoAsks();
  return !viewer.refused;
};

const tokenField = () => {
  const about = { name: "token", label: t("curate.token"), hint: t("curate.tokenHint") };
  const field = textField({ ...about, type: "password", required: true, longest: 4000 });
  field.control.setAttribute("spellcheck", "false");
  return field;
};

const arrive = async () => {
  await show();
  document.getElementById("main").focus();
};

/** The way in: a form for a token. `then` is called when it is taken; `refused` tells that the one before was not. */
export const signInForm = (then = arrive, refused = false) => {
  const field = tokenField();
  const keeps = el("input", { type: "checkbox" });
  const button = el("button", { type: "submit", class: "main" }, t("curate.signIn"));
  const enter = async (event) => {
    event.preventDefault();
    if (field.check()) return field.focus();
    button.disabled = true;
    try {
      if (await taken(field.read(), keeps.checked)) return await then();
      field.wrong(t("curate.refused"));
    } catch (problem) {
      signOut();
      field.wrong(t(problem.code === "OFFLINE" ? "problem.OFFLINE" : "curate.notAsked"));
    }
    button.disabled = false;
    return field.focus();
  };
  if (refused) field.wrong(t("curate.refused"));
  return el("form", { class: "signing", method: "post", novalidate: true, onsubmit: enter },
    field.root, el("label", { class: "tick" }, keeps, t("curate.keep")), el("p", null, button));
};

const leave = () => {
  signOut();
  dropAll();
  arrive();
};

/** Who is signed in, what they may do, and the ways of their work. */
export const whoBar = (viewer, here) => {
  const way = (name, path) => el("a", { href: to(path), "aria-current": name === here && "page" }, t(`curate.way.${name}`));
  return el("div", { class: "who" },
    el("nav", { "aria-label": t("curate.ways") },
      way("record", "/curate"), way("queue", "/curate/queue"), way("history", "/curate/history")),
    el("p", null, say("curate.who", { handle: told(viewer.handle), role: t(`curate.role.${viewer.role}`) }), " ",
      el("button", { type: "button", class: "small", onclick: leave }, t("curate.signOut"))));
};

/** What takes the place of a form while nobody who may is signed in. */
export const needed = (root, viewer) =>
  refill(root,
    viewer && !viewer.refused && el("p", { class: "warning", role: "alert" }, t("curate.readerOnly"), " ",
      el("button", { type: "button", class: "small", onclick: leave }, t("curate.signOut"))),
    el("p", null, t("curate.intro")),
    el("h2", null, t("curate.signIn")),
    signInForm(arrive, viewer?.refused),
    el("h2", null, t("curate.whence")),
    el("p", null, t("curate.whenceText")),
    el("p", { class: "command" }, el("code", null, 'kb token create --role curator --label "…"')),
    el("ul", null, el("li", null, t("curate.asContributor")), el("li", null, t("curate.asCurator"))),
    el("h2", null, t("curate.whatIsRecorded")),
    el("ul", null, ["source", "once", "kept"].map((rule) => el("li", null, t(`curate.rule.${rule}`)))));
