// Sending what was typed: once, whatever becomes of the connection, and back come what it came to or what is wrong in which field.

import { ask } from "../../core/client.js";
import { known, t } from "../../core/words.js";

const said = ({ code, message }) => (known(`curate.code.${code}`) ? t(`curate.code.${code}`) : message);

const mistakes = (errors) =>
  errors.filter(({ code }) => code !== "LIKELY_DUPLICATE").map((error) => ({ ...error, text: said(error) }));

/**
 * Ask a mutation. Returns `{ status, thing, proposal, candidates, warnings, mistakes, before }`; `before` tells that an earlier
 * request of this key was done already, though its answer never came: then what came of that one is returned.
 * Throws Problem where there is no answer.
 */
export const send = async (document, variables, earlier) => {
  const { recorded } = await ask(document, variables);
  if (earlier && recorded.userErrors.some(({ code }) => code === "KEY_REUSED")) return { ...(await send(document, earlier)), before: true };
  return { ...recorded, mistakes: mistakes(recorded.userErrors) };
};
