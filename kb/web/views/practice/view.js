// A practice: what it is, what it asks, and how it travelled.

import { ask } from "../../core/client.js";
import { missing } from "../../parts/missing.js";
import { called } from "../../parts/links.js";
import { thing } from "../../parts/thing.js";
import { about } from "./about.js";
import { feasibility } from "./feasibility.js";
import { travelled } from "./travelled.js";

/** Show a practice. */
export const show = async (root, { id, signal }) => {
  const practice = await thing(id, async () => (await ask("Practice", { id }, { signal })).practice);
  if (!practice) return missing(root, id);
  root.append(...about(practice), feasibility(practice.feasibility));
  root.append(...travelled(practice, signal));
  return called(practice);
};
