// How a practice travelled: what is chosen, and the sections that fill by it, each by itself.

import { el, refill } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { filling } from "../../parts/filling.js";
import { adopters } from "./adopters.js";
import { guessesOf, spreadOf, stepsOf } from "./asking.js";
import { asked, guessing, switches, yearSlider } from "./chosen.js";
import { likely, withoutSource } from "./network.js";
import { spreadParts } from "./parts.js";
import { shownTo } from "./shown.js";
import { statistics } from "./statistics.js";

const section = (name, title, ...content) =>
  el("section", { class: name, "aria-labelledby": `${name}-title` }, el("h2", { id: `${name}-title` }, t(`practice.${title}`)), ...content);

const NO_STEPS = { rows: [], cut: false };
const NO_GUESSES = { links: [], basis: null, left: 0 };

const guessesSaid = ({ links, left }) =>
  el(
    "p",
    { class: "quiet", role: "status" },
    t("practice.guessed"),
    " ",
    likely(links).length ? t("practice.guessesDrawn", { count: likely(links).length }) : t("practice.guessesNone"),
    " ",
    left > 0 && t("practice.guessesLeft", { count: left }),
  );

class Travelled {
  constructor(practice, signal) {
    Object.assign(this, { practice, signal, asking: new AbortController() });
    [this.spread, this.guessed, this.table, this.figures] = ["spread-body", "guessed", "table-body", "statistics-body"].map((name) =>
      el("div", { class: name }),
    );
    this.slider = yearSlider(() => this.ask(), signal);
    this.choices = switches(practice, { onvariants: () => this.ask(), onguesses: () => this.guess() });
  }

  roots() {
    return [
      section(
        "travelled",
        "travelled",
        el("form", { class: "chosen screen", onsubmit: (event) => event.preventDefault() }, this.slider.root, this.choices),
        this.guessed,
        this.spread,
      ),
      section("adopters", "steps", this.table),
      shownTo(this.practice, this.signal),
      section("statistics", "statistics", this.figures),
    ];
  }

  ask() {
    this.asking.abort();
    this.asking = new AbortController();
    this.known = { steps: NO_STEPS, guesses: NO_GUESSES };
    this.parts = null;
    const now = AbortSignal.any([this.signal, this.asking.signal]);
    filling(
      this.spread,
      () => spreadOf(this.practice.id, asked(), now),
      (spread) => this.drawSpread(spread, now),
      now,
    );
    filling(
      this.table,
      () => stepsOf(this.practice.id, asked(), now),
      (steps) => this.drawSteps(steps),
      now,
    );
    refill(this.figures, statistics(this.practice.id, asked(), now, this.figures.querySelector("details")?.open));
  }

  drawSpread(spread, now) {
    this.known.spread = spread;
    const year = Math.min(...spread.curve.map((point) => point.year));
    if (Number.isFinite(year)) this.slider.from(year);
    this.parts = spreadParts(this.practice, this.known, this.spread);
    refill(this.spread, this.parts.root);
    this.parts.draw();
    this.guess(now);
  }

  drawSteps(steps) {
    this.known.steps = steps;
    this.parts?.draw();
    this.list = adopters(this.practice, this.known);
    return this.list.root;
  }

  guess(now = AbortSignal.any([this.signal, this.asking.signal])) {
    const { spread } = this.known;
    if (!spread) return;
    if (!guessing()) this.guessesKnown(NO_GUESSES);
    else
      filling(
        this.guessed,
        () => guessesOf(this.practice.id, asked(), withoutSource(spread), now),
        (guesses) => this.guessesKnown(guesses),
        now,
      );
  }

  guessesKnown(guesses) {
    this.known.guesses = guesses;
    this.parts?.draw();
    this.list?.redraw();
    refill(this.guessed, guesses.basis && guessesSaid(guesses));
  }
}

/** The sections of how a practice travelled. */
export const travelled = (practice, signal) => {
  const made = new Travelled(practice, signal);
  made.ask();
  return made.roots();
};
