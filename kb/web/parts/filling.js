// What stands where an answer will be: a word while it takes long, and where it fails, why, and a way to ask again.

import { el, refill } from "../core/dom.js";
import { known, t } from "../core/words.js";

const LONG_MS = 700;

const reason = (problem) => (known(`problem.${problem.code}`) ? t(`problem.${problem.code}`) : t("problem.OTHER", { message: problem.message }));

/** A problem as it is shown, with a button that asks again, in other `words` where they fit better. */
export const failed = (problem, again, words = t("problem.again")) =>
  el("div", { class: "problem", role: "alert" }, el("p", null, reason(problem)), again && el("button", { type: "button", onclick: again }, words));

/**
 * Ask, and draw the answer: `draw` returns nodes that take the place of what `root` has, or nothing where it filled root itself.
 * Returns what `draw` returned, or undefined where there was no answer (that is told in `root`) or the signal says that nobody waits.
 */
export const filling = async (root, ask, draw, signal) => {
  const waiting = el("p", { class: "waiting", role: "status" });
  const soon = setTimeout(() => ((waiting.textContent = t("app.waiting")), root.append(waiting)), LONG_MS);
  root.setAttribute("aria-busy", "true");
  try {
    const answer = await ask();
    if (signal?.aborted) return undefined;
    waiting.remove();
    const drawn = await draw(answer);
    if (drawn instanceof Node || Array.isArray(drawn)) refill(root, drawn);
    return drawn;
  } catch (problem) {
    if (signal?.aborted || problem.name === "AbortError") return undefined;
    if (!problem.code) console.error(problem);
    refill(root, failed(problem, () => filling(refill(root), ask, draw, signal)));
    return undefined;
  } finally {
    clearTimeout(soon);
    waiting.remove();
    root.removeAttribute("aria-busy");
  }
};
