// What those see who record: signing in, recording, the queue of proposals, the history of a thing, corrections.

import { settled } from "../../core/address.js";
import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { filling } from "../../parts/filling.js";
import { correct } from "./correct.js";
import { history } from "./history.js";
import { queue } from "./queue.js";
import { record } from "./record.js";
import { mayRecord, needed, whoAsks, whoBar } from "./signing.js";

const PAGES = { queue, history, correct };

const part = (body, here, viewer, signal) => {
  if (!mayRecord(viewer)) return needed(body, viewer);
  const place = el("div");
  body.append(whoBar(viewer, here), place);
  return (PAGES[here] ?? record)(place, { viewer, signal, id: settled("id") });
};

/** Show the part of the address: `/curate`, `/curate/queue`, `/curate/history?id=`, `/curate/correct?id=`. */
export const show = async (root, { rest, signal }) => {
  const here = rest[0] in PAGES ? rest[0] : "record";
  const title = t(`curate.title.${here}`);
  const body = el("div", { class: "curate" });
  root.append(el("h1", null, title), body);
  await filling(body, () => whoAsks(signal), (viewer) => void part(body, here, viewer, signal), signal);
  return title;
};
