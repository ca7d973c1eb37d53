// The tree of a spread, with what it leaves out, the table behind it and its downloads.

import { settle } from "../../core/address.js";
import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { fitted } from "../../parts/chart.js";
import { pictureButtons } from "../../parts/picture.js";
import { save } from "../../parts/save.js";
import { tree, unseen } from "../../parts/tree.js";
import { captions } from "./captions.js";
import { opened } from "./chosen.js";
import { placesBehind } from "./places.js";

const telling = (box, said) => {
  const tell = (event) => (said.textContent = event.target.closest("[data-told]")?.dataset.told ?? " ");
  for (const name of ["pointerover", "focusin"]) box.addEventListener(name, tell);
};

const hiddenSaid = ({ places, links }) =>
  places > 0 && `${t("practice.hidden", { count: places })}${links ? ` ${t("practice.hiddenLinks", { count: links })}` : ""}`;

/** The part with the tree. */
export const treePart = (practice, graph, width) => {
  const said = el("p", { class: "caption quiet", "aria-hidden": "true" }, " ");
  const hidden = el("p", { class: "quiet", role: "status" });
  const drawn = (wide) => {
    hidden.textContent = hiddenSaid(unseen(graph, opened())) || "";
    return tree(graph, wide, { label: t("practice.treeLabel"), opened: opened(), onopen });
  };
  const onopen = (key) => {
    settle({ open: [...opened(), key] });
    const after = [...box.querySelectorAll(".node, .more-of")].findIndex((node) => node.dataset.key === key);
    box.redraw();
    box.querySelectorAll(".node, .more-of")[after]?.focus();
  };
  const box = fitted(drawn, width);
  telling(box, said);
  return [
    el("h3", null, t("practice.tree")),
    el("p", { class: "quiet" }, t(graph.links.length + graph.guesses.length ? "practice.treeText" : "practice.treeTextApart")),
    box,
    said,
    hidden,
    pictureButtons(() => box.querySelector("svg"), { ...captions(practice, "tree"), save }),
    placesBehind(graph, t("practice.treeTable")),
  ];
};
