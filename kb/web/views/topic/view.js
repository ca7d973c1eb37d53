// A topic, and its practices.

import { to } from "../../core/address.js";
import { ask } from "../../core/client.js";
import { el, told } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { missing } from "../../parts/missing.js";
import { practiceRow } from "../../parts/rows.js";
import { listsOf } from "../../parts/sections.js";
import { thing } from "../../parts/thing.js";

const LISTS = { practices: ["TopicPractices", ({ practices }) => practices, practiceRow] };

const inExplore = (id) => el("p", null, el("a", { href: to("/explore", { list: "practices", topic: id }) }, t("topic.explore")));

/** Show a topic. */
export const show = async (root, { id, signal }) => {
  let answer = null;
  const topic = await thing(id, async () => (answer = await ask("TopicThing", { id }, { signal })).node);
  if (!topic) return missing(root, id);
  root.append(
    el("p", { class: "kind" }, t("kind.topic")),
    el("h1", null, told(topic.name)),
    inExplore(topic.id),
    ...listsOf(topic.id, LISTS, { practices: answer.practices.totalCount }, (name) => `topic.${name}`, signal),
  );
  return topic.name;
};
