// What was typed and is not recorded yet, kept as long as the window is open: a reload or a failing server loses nothing. Never the token.

const KEY = "draft:";

const keyOf = (name) => `${KEY}${name}`;

/** A name for one request: sent twice, it is done once. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** What was kept under a name: `{ key, values, blank, sent }`, or null. */
export const kept = (name) => {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(name)));
  } catch {
    return null;
  }
};

/** Keep what was typed. Where the window keeps nothing, it stays in the form. */
export const keep = (name, draft) => {
  try {
    sessionStorage.setItem(keyOf(name), JSON.stringify(draft));
  } catch {
    /* the form has it still */
  }
};

/** Forget what was kept under a name. */
export const drop = (name) => sessionStorage.removeItem(keyOf(name));

/** Forget all that was typed, for who uses this window next. */
export const dropAll = () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEY)) sessionStorage.removeItem(key);
};
