// A step that needs a reason: a button opens a field for it, and the step is taken once.

import { el, refill, told } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { failed } from "../../parts/filling.js";
import { textField } from "../../parts/form.js";
import { send } from "./sending.js";

/** Send something; show in `notice` why it came to nothing. Returns the outcome where it came to something. */
export const attempt = async (notice, document, variables, again) => {
  refill(notice);
  try {
    const outcome = await send(document, variables);
    if (!outcome.mistakes.length) return outcome;
    refill(notice, el("div", { class: "problem", role: "alert" }, outcome.mistakes.map(({ text }) => el("p", null, told(text)))));
  } catch (problem) {
    if (!problem.code) throw problem;
    refill(notice, failed(problem, again, t("curate.sendAgain")));
  }
  return null;
};

/**
 * A step with a reason: `open` is the word that opens it, `words` the button's, `document` and `variables(reason)` what is sent,
 * `then(outcome)` what follows.
 */
export const reasoned = ({ open, label, hint, words, document, variables, then }) => {
  const reason = textField({ name: "reason", label, hint, lines: 2, required: true });
  const notice = el("div");
  const step = async (event) => {
    event?.preventDefault();
    if (reason.check()) return reason.focus();
    const outcome = await attempt(notice, document, variables(reason.read()), step);
    return outcome && then(outcome);
  };
  const submit = el("p", null, el("button", { type: "submit" }, words));
  const form = el("form", { novalidate: true, method: "post", onsubmit: step }, reason.root, notice, submit);
  return el("details", { class: "reasoned" }, el("summary", null, open), form);
};

/** The field that is to hold a reason, for a form that has others. */
export const reasonField = () => textField({ name: "reason", label: t("curate.reasonOfChange"), lines: 2, required: true });
