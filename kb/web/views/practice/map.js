// The spread on a map, with what has no place there, the table behind it and its downloads.

import { addressOf } from "../../core/address.js";
import { el, refill } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { worldMap } from "../../parts/map.js";
import { pictureButtons } from "../../parts/picture.js";
import { save } from "../../parts/save.js";
import { captions } from "./captions.js";
import { placesBehind } from "./places.js";

const ENDED = new Set(["ABANDONED", "DECLINED"]);
const MEANT = new Set(["INTERESTED", "PLANNED"]);

const kind = ({ role, stage }) => {
  if (role === "origin" || !stage) return role === "origin" ? "origin" : "source";
  return ENDED.has(stage) ? "ended" : MEANT.has(stage) ? "meant" : "used";
};

const FEW = 60;

const point = (few) => (node) => ({
  id: node.id,
  name: node.name,
  location: node.location,
  class: kind(node),
  href: addressOf(node.id),
  size: node.role === "origin" ? 7 : few ? 5 : 3.5,
});

const arcs = ({ nodes }, links, name) =>
  links
    .map(({ source, target }) => [nodes.get(source), nodes.get(target)])
    .map(([from, to]) => ({
      source: from.location,
      target: to.location,
      class: name,
      width: name === "recorded" && nodes.size <= FEW ? 2 : 1.2,
      title: `${from.name} → ${to.name}`,
    }));

class SpreadMap {
  constructor(practice) {
    this.practice = practice;
    this.notes = el("div");
    this.root = el("div", { class: "spread-map" }, el("h3", null, t("practice.map")), this.notes);
  }

  async draw(graph) {
    this.graph = graph;
    const all = [...graph.nodes.values()];
    const fit = all.map(({ location }) => location).filter(Boolean);
    if (fit.length) this.making ??= this.make(fit);
    await this.making;
    if (this.graph === graph) this.fill(all, fit);
  }

  async make(fit) {
    this.map = await worldMap({ label: t("practice.mapLabel"), fit, moving: true });
    this.notes.before(this.map.root);
  }

  fill(all, fit) {
    const { graph, map } = this;
    map?.frame(fit);
    map?.arcs([...arcs(graph, graph.links, "recorded"), ...arcs(graph, graph.guesses, "inferred")]);
    map?.points(all.map(point(all.length <= FEW)));
    refill(
      this.notes,
      map && graph.guesses.length > 0 && el("p", { class: "quiet" }, t("practice.mapLines")),
      fit.length < all.length && el("p", { class: "quiet" }, t("practice.unplaced", { count: all.length - fit.length })),
      map &&
        pictureButtons(() => map.drawing, { ...captions(this.practice, "map", graph.guesses.length ? t("practice.mapLines") : ""), save }),
      placesBehind(graph, t("practice.mapTable")),
    );
  }
}

/** The part with the map: `{ root, draw(graph) }`. */
export const spreadMap = (practice) => new SpreadMap(practice);
