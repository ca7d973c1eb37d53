// A field that finds things as one types, in every language of the data: the combobox pattern of WAI-ARIA.

import { addressOf } from "../core/address.js";
import { ask } from "../core/client.js";
import { el, refill, told, unique } from "../core/dom.js";
import { t } from "../core/words.js";
import { failed } from "./filling.js";
import { called, kindTag } from "./links.js";

const PAUSE_MS = 120;
const SHOWN = 8;

const option = (edge, at, id) =>
  el("li", { role: "option", id: `${id}-${at}`, "aria-selected": "false" }, told(called(edge.node), { class: "name" }), " ", kindTag(edge.node),
    edge.snippet && edge.snippet !== called(edge.node) && el("span", { class: "snippet" }, told(edge.snippet)));

class SearchField {
  constructor({ label, kinds, onpick, onenter }) {
    Object.assign(this, { kinds, onpick, onenter, edges: [], at: -1, id: unique("found") });
    this.list = el("ul", { role: "listbox", id: this.id, "aria-label": label, hidden: true });
    this.said = el("p", { class: "unseen", role: "status" });
    this.input = el("input", {
      type: "search", role: "combobox", autocomplete: "off", "aria-label": label, placeholder: label, maxlength: 200,
      "aria-expanded": "false", "aria-controls": this.id, "aria-autocomplete": "list",
      oninput: () => this.soon(), onkeydown: (event) => this.key(event), onblur: () => this.close(),
    });
    this.list.addEventListener("mousedown", (event) => this.press(event));
    this.root = el("div", { class: "search" }, this.input, this.list, this.said);
  }

  soon() {
    clearTimeout(this.timer);
    this.asked?.abort();
    if (this.input.value.trim()) this.timer = setTimeout(() => this.find(), PAUSE_MS);
    else this.close();
  }

  async find() {
    this.asked = new AbortController();
    const { signal } = this.asked;
    try {
      const { search } = await ask("Search", { text: this.input.value.trim(), kinds: this.kinds ?? null, first: SHOWN }, { signal });
      if (!signal.aborted) this.open(search.edges);
    } catch (problem) {
      if (problem.name !== "AbortError") this.tell(failed(problem));
    }
  }

  open(edges) {
    this.edges = edges;
    this.at = -1;
    if (!edges.length) return this.tell(el("p", null, t("search.none")));
    refill(this.list, edges.map((edge, at) => option(edge, at, this.id)));
    this.said.textContent = t("search.found", { count: edges.length });
    return this.show(true);
  }

  tell(node) {
    this.edges = [];
    refill(this.list, el("li", { class: "none" }, node));
    this.said.textContent = node.textContent;
    this.show(true);
  }

  show(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.show(false);
  }

  move(by) {
    if (!this.edges.length) return;
    this.at = (this.at + by + this.edges.length) % this.edges.length;
    [...this.list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === this.at)));
    this.input.setAttribute("aria-activedescendant", `${this.id}-${this.at}`);
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) {
      event.preventDefault();
      this.move(moves[event.key]);
    } else if (event.key === "Escape") this.close();
    else if (event.key === "Enter") this.enter(event);
  }

  enter(event) {
    event.preventDefault();
    if (this.edges[this.at]) this.pick(this.edges[this.at].node);
    else if (this.onenter && this.input.value.trim()) {
      this.close();
      this.onenter(this.input.value.trim());
    }
  }

  press(event) {
    event.preventDefault();
    const at = [...this.list.children].indexOf(event.target.closest("[role=option]"));
    if (this.edges[at]) this.pick(this.edges[at].node);
  }

  pick(node) {
    this.input.value = called(node);
    this.close();
    this.onpick({ id: node.id, name: called(node), address: addressOf(node.id) });
  }
}

/**
 * A search field. `kinds` are those of the API's NodeKind, null for all; `onpick` gets `{ id, name, address }` of what is chosen,
 * `onenter` the text where Enter is pressed and nothing is chosen.
 */
export const searchField = (options) => new SearchField(options).root;
