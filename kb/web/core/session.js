// Who is signed in: a token, kept until the window is closed and never written anywhere else.

const KEY = "token";
let known = null;

/** The token of who is signed in, or null. */
export const token = () => known ?? sessionStorage.getItem(KEY);

/** Sign in with a token, for this visit alone or for as long as the window is open. */
export const signIn = (given, kept) => {
  known = given;
  if (kept) sessionStorage.setItem(KEY, given);
};

/** Forget the token. */
export const signOut = () => {
  known = null;
  sessionStorage.removeItem(KEY);
};
