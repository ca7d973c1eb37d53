// The client of the GraphQL API: documents that the server knows by their hash, and answers or one kind of problem.

import { DOCUMENTS } from "./documents.js";
import { language } from "./language.js";
import { token } from "./session.js";

const LONGEST_ADDRESS = 4000;

/** Why there is no answer: `code` as the API has it, or OFFLINE; `again` tells whether asking again may help. */
export class Problem extends Error {
  constructor(code, message, again = false) {
    super(message);
    this.code = code;
    this.again = again;
  }
}

const PASSING = new Set(["OFFLINE", "TIMEOUT", "STORE_UNAVAILABLE", "RATE_LIMITED", "BUSY", "INTERNAL"]);

/** What a browser does not say by itself. */
const headers = () => ({
  ...(language() !== navigator.languages[0]?.slice(0, 2) && { "Accept-Language": language() }),
  ...(token() && { Authorization: `Bearer ${token()}` }),
});

/**
 * A browser takes what it was told to fetch beforehand for the answer to any question of the same address, whatever its headers are.
 * So a question with headers of its own names its variables even where it has none, which those told beforehand do not.
 */
const query = (documentId, variables, own) =>
  new URLSearchParams({ documentId, ...((own || Object.keys(variables).length > 0) && { variables: JSON.stringify(variables) }) });

const sent = (name, variables, signal) => {
  const documentId = DOCUMENTS[name].id;
  const own = headers();
  const address = `/graphql?${query(documentId, variables, Object.keys(own).length > 0)}`;
  if (DOCUMENTS[name].kind === "query" && address.length < LONGEST_ADDRESS) return fetch(address, { headers: own, signal });
  const body = JSON.stringify({ documentId, variables });
  return fetch("/graphql", { method: "POST", headers: { ...own, "Content-Type": "application/json" }, body, signal });
};

const read = async (response) => {
  try {
    return await response.json();
  } catch {
    throw new Problem("OFFLINE", `${response.status}`, true);
  }
};

/**
 * Ask a document by its name. Returns its data, of which parts may be null where `partly` is true.
 * Throws Problem; an AbortError where the signal says so.
 */
export const ask = async (name, variables = {}, { signal, partly = false } = {}) => {
  let response;
  try {
    response = await sent(name, variables, signal);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem("OFFLINE", error.message, true);
  }
  const { data, errors } = await read(response);
  if (errors?.length && !(partly && data)) {
    const code = errors[0].extensions?.code ?? "INTERNAL";
    throw new Problem(code, errors[0].message, PASSING.has(code) || response.status >= 500);
  }
  return data;
};
