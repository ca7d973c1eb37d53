// Where an address points into a long view, whose parts fill one after the other and push each other down.

const MOVES = ["wheel", "touchmove", "keydown"];

const there = () => location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));

/** Go to the part that the address names, and again once all is filled, unless the reader has moved on by then. */
export const landing = async (filled, signal) => {
  const moved = new AbortController();
  const leave = () => moved.abort();
  for (const name of MOVES) addEventListener(name, leave, { once: true, passive: true, signal });
  if (there()) there().scrollIntoView();
  await Promise.allSettled(filled);
  if (!signal.aborted && !moved.signal.aborted && there()) there().scrollIntoView();
};
