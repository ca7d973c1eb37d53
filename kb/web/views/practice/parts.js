// What is drawn of a spread: its figures, the tree, the map, the curve, the countries.

import { el, refill } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { asked } from "./chosen.js";
import { curvePart } from "./curve.js";
import { figures } from "./figures.js";
import { spreadMap } from "./map.js";
import { graphOf } from "./network.js";
import { reachPart } from "./reach.js";
import { treePart } from "./tree.js";

const nobody = () => el("p", { class: "quiet" }, t(asked().asOf ? "practice.nobodyYet" : "practice.nobody"));

const tellsOfTime = ({ nodes, links, guesses }) => links.length + guesses.length > 0 || [...nodes.values()].some(({ date }) => date);

/**
 * The parts of a spread: `{ root, draw }`. `known` is `{ spread, steps, guesses }`, of which steps and guesses may come later:
 * `draw()` draws again what they change.
 */
export const spreadParts = (practice, known, box) => {
  const { spread } = known;
  const width = box.clientWidth || 600;
  const tree = el("div");
  const map = spreadMap(practice);
  const draw = () => {
    const graph = graphOf(spread, known.steps.rows, known.guesses.links);
    if (!graph.nodes.size) return;
    refill(tree, tellsOfTime(graph) && treePart(practice, graph, width));
    map.draw(graph);
  };
  const fixed = spread.size ? [curvePart(practice, spread, width), reachPart(spread)] : [];
  return {
    draw,
    root: [
      spread.size ? figures(spread) : nobody(),
      spread.cut && el("p", null, t("practice.cut")),
      tree,
      (spread.size > 0 || spread.origin) && map.root,
      ...fixed,
    ].filter(Boolean),
  };
};
