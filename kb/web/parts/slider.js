// A slider over years that plays by itself; where the reader wants no motion, its button goes one year on instead.

import { el, unique } from "../core/dom.js";
import { t } from "../core/words.js";

const YEAR_MS = 350;

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

class YearSlider {
  constructor({ label, first, last, year, onmove, onrest }) {
    Object.assign(this, { first, last, onmove, onrest, timer: null });
    const id = unique("year");
    this.input = el("input", {
      type: "range", id, min: first, max: last + 1, step: 1, value: year ?? last + 1,
      oninput: () => this.moved(), onchange: () => this.rest(), onpointerdown: () => this.pause(),
    });
    this.output = el("output", { for: id });
    this.button = el("button", { type: "button", class: "play", onclick: () => this.press() });
    this.root = el("div", { class: "years" }, this.button, el("label", { for: id }, label), this.input, this.output);
    this.name();
    this.tell();
  }

  /** The year that is chosen, null for all of them. */
  get year() {
    return this.input.valueAsNumber > this.last ? null : this.input.valueAsNumber;
  }

  get playing() {
    return this.timer !== null;
  }

  name() {
    const words = this.playing ? "slider.pause" : still() ? "slider.on" : "slider.play";
    this.button.textContent = t(words);
  }

  tell() {
    const said = this.year === null ? t("slider.all") : String(this.year);
    this.output.textContent = said;
    this.input.setAttribute("aria-valuetext", said);
  }

  moved() {
    this.tell();
    this.onmove(this.year);
  }

  rest() {
    if (!this.playing) this.onrest(this.year);
  }

  press() {
    if (this.playing) return this.pause();
    if (this.year === null) this.input.value = this.first;
    else if (still()) this.input.stepUp();
    this.moved();
    if (still()) return this.rest();
    this.timer = setInterval(() => this.next(), YEAR_MS);
    return this.name();
  }

  next() {
    this.input.stepUp();
    this.moved();
    if (this.year === null || !this.root.isConnected) this.pause();
  }

  pause() {
    if (!this.playing) return;
    clearInterval(this.timer);
    this.timer = null;
    this.name();
    if (this.root.isConnected) this.rest();
  }
}

/**
 * A slider from the first year to the last, and one step on to all years (null). `onmove(year)` follows every step, `onrest(year)` comes
 * where it stops. It has `root`, `year` and `playing`.
 */
export const yearSlider = (options) => new YearSlider(options);
