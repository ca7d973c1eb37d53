// All topics, by name, each with how many practices are about it.

import { ask } from "../../core/client.js";
import { el } from "../../core/dom.js";
import { byName, t } from "../../core/words.js";
import { filling } from "../../parts/filling.js";
import { called, linkTo } from "../../parts/links.js";
import { downloads } from "./browse.js";

const held = ({ practices }) => el("span", { class: "quiet" }, t("explore.held", { count: practices.totalCount }));

const listed = (topics) => [
  el("p", { class: "quiet", role: "status" }, t("explore.count", { count: topics.length })),
  el(
    "ul",
    { class: "plain many" },
    topics.toSorted(byName(called)).map((topic) => el("li", null, linkTo(topic), " ", held(topic))),
  ),
];

/** The list of topics. */
export const topics = (signal) => {
  const root = el("div", { class: "body" });
  filling(
    root,
    () => ask("TopicList", {}, { signal }),
    (answer) => listed(answer.topics),
    signal,
  );
  return [root, downloads("topics")];
};
