// Who took a step with a practice: how far each went, from whom it learned, what came of it, and who says so.

import { settle, settledAll } from "../../core/address.js";
import { el, refill } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { csv, save } from "../../parts/save.js";
import { fileName } from "./captions.js";
import { asked } from "./chosen.js";
import { compared, order } from "./order.js";
import { linkRows, stepRows } from "./rows.js";
import { stepLine } from "./step.js";

const PAGE = 25;
const STAGES = ["ADAPTED", "ADOPTED", "PILOTING", "PLANNED", "INTERESTED", "ABANDONED", "DECLINED"];

class Adopters {
  constructor(practice, known) {
    Object.assign(this, { practice, known, rows: known.steps.rows, shown: PAGE });
    this.root = el("div", { class: "adopters-table" });
    this.redraw();
  }

  stages() {
    return settledAll("stage").filter((stage) => STAGES.includes(stage));
  }

  wanted() {
    const stages = this.stages();
    return this.rows.filter(({ fact }) => !stages.length || stages.includes(fact.stage)).toSorted(compared());
  }

  redraw() {
    if (!this.rows.length) return refill(this.root, el("p", { class: "quiet" }, t("list.none")));
    const focused = this.root.contains(document.activeElement) && document.activeElement.dataset.key;
    refill(this.root, this.chips(), this.note(), this.table(), this.more(), this.downloads());
    return focused && this.root.querySelector(`[data-key="${focused}"]`)?.focus();
  }

  chips() {
    const stages = this.stages();
    const chip = (stage, words, count) => {
      const on = stage ? stages.includes(stage) : !stages.length;
      const choose = () => this.choose(stage ? (on ? stages.filter((each) => each !== stage) : [...stages, stage]) : []);
      return el(
        "button",
        { type: "button", class: "chip", "aria-pressed": String(on), onclick: choose, data: { key: `stage-${stage}` } },
        `${words} `,
        el("b", null, t("practice.count", { count })),
      );
    };
    const counted = STAGES.map((stage) => [stage, this.rows.filter(({ fact }) => fact.stage === stage).length]).filter(
      ([, count]) => count,
    );
    return el(
      "div",
      { class: "chips screen", role: "group", "aria-label": t("practice.filterStages") },
      chip("", t("practice.all"), this.rows.length),
      counted.map(([stage, count]) => chip(stage, t(`stage.${stage}`), count)),
    );
  }

  choose(stages) {
    settle({ stage: stages });
    this.shown = PAGE;
    this.redraw();
  }

  note() {
    const failures = this.rows.some(({ fact }) => ["ABANDONED", "DECLINED"].includes(fact.stage));
    return [
      !failures && el("p", { class: "quiet" }, t("practice.noFailures")),
      this.known.steps.cut && el("p", { class: "quiet" }, t("practice.cut")),
    ];
  }

  head(name) {
    const [up, down] = [name, `-${name}`];
    const now = order();
    const sorted = now === up ? "ascending" : now === down ? "descending" : null;
    const turn = () => (settle({ sort: now === up ? down : up === "date" ? null : up }), this.redraw());
    return el(
      "th",
      { scope: "col", role: "columnheader", "aria-sort": sorted },
      el(
        "button",
        { type: "button", class: "sort", onclick: turn, data: { key: `sort-${name}` } },
        t(name === "name" ? "practice.place" : "practice.date"),
        el("span", { "aria-hidden": "true" }, sorted ? (sorted === "ascending" ? " ▲" : " ▼") : " ↕"),
      ),
    );
  }

  table() {
    const heads = (...names) => names.map((name) => el("th", { scope: "col", role: "columnheader" }, t(`practice.${name}`)));
    return el(
      "div",
      { class: "scrolling", tabindex: 0, role: "region", "aria-label": t("practice.stepsTable") },
      el(
        "table",
        { class: "steps", role: "table" },
        el("caption", { class: "unseen" }, t("practice.stepsTable")),
        el(
          "thead",
          { role: "rowgroup" },
          el(
            "tr",
            { role: "row" },
            this.head("name"),
            heads("stage"),
            this.head("date"),
            asked().variants && heads("variant"),
            heads("learnedFrom", "outcome", "source"),
          ),
        ),
        el(
          "tbody",
          { role: "rowgroup" },
          this.wanted()
            .slice(0, this.shown)
            .map((row) => stepLine(row, this.known.guesses.links)),
        ),
      ),
    );
  }

  more() {
    const { length } = this.wanted();
    if (length <= this.shown) return null;
    const grow = () => {
      const first = this.shown;
      this.shown += PAGE;
      this.redraw();
      this.root.querySelectorAll("tbody tr")[first]?.querySelector("a").focus();
    };
    return el(
      "p",
      { class: "more" },
      el("span", { class: "quiet" }, t("list.shown", { shown: this.shown, count: length })),
      " ",
      el("button", { type: "button", onclick: grow, data: { key: "more" } }, t("list.more")),
    );
  }

  downloads() {
    const download = (part, rows) => () => save(`${fileName(this.practice, part)}.csv`, "text/csv", csv(rows()));
    return el(
      "p",
      { class: "downloads screen" },
      el("button", { type: "button", onclick: download("adopters", () => stepRows(this.wanted())) }, t("practice.csvAdopters")),
      " ",
      el("button", { type: "button", onclick: download("links", () => linkRows(this.known)) }, t("practice.csvLinks")),
    );
  }
}

/** The table of who took a step: `{ root, redraw }`. `known` is `{ spread, steps, guesses }`; redraw where guesses came. */
export const adopters = (practice, known) => new Adopters(practice, known);
