// The adoption curve: how many had taken a practice up by the end of each year, and how many of them were new.

import { svg } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { t } from "../core/words.js";
import { legend, scale, ticks, yearAxis } from "./chart.js";

const HEIGHT = 260;
const EDGE = { top: 26, right: 12, bottom: 48, left: 44 };

const bar = () => svg("rect", { class: "new", x: 4, y: -8, width: 14, height: 14 });
const stroke = () => svg("line", { class: "cumulative", x1: 0, x2: 22, y1: 0, y2: 0 });

const counts = (most, y, right) =>
  svg(
    "g",
    { class: "axis", "aria-hidden": "true" },
    ticks(0, most, 5).map((count) => [
      svg("line", { x1: EDGE.left, x2: right, y1: y(count), y2: y(count) }),
      svg("text", { x: EDGE.left - 6, y: y(count) + 4, "text-anchor": "end" }, number(count)),
    ]),
  );

const bars = (points, x, y, wide) =>
  points
    .filter((point) => point.newAdopters)
    .map(({ year, newAdopters }) =>
      svg("rect", { class: "new", x: x(year) - wide / 2, width: wide, y: y(newAdopters), height: y(0) - y(newAdopters) }),
    );

const line = (points, x, y) => `M${points.map(({ year, cumulative }) => `${x(year)} ${y(cumulative)}`).join("L")}`;

const dots = (points, x, y) =>
  points.map(({ year, cumulative }) => svg("circle", { class: "cumulative", cx: x(year), cy: y(cumulative), r: 3 }));

const axes = (right, bottom) =>
  svg(
    "g",
    { class: "axis-names", "aria-hidden": "true" },
    svg("text", { x: 0, y: 14 }, t("practice.curveAdopters")),
    svg("text", { x: right, y: bottom + 38, "text-anchor": "end" }, t("practice.curveYear")),
  );

const roundedUp = (most) => {
  const [first, second, ...rest] = ticks(0, most, 5);
  const last = rest.at(-1) ?? second;
  return last < most ? last + second - first : last;
};

/** Draw a curve of `{ year, newAdopters, cumulative }`, in as many pixels. */
export const curve = (points, width, label) => {
  const [first, last] = [points[0].year, points.at(-1).year];
  const most = roundedUp(points.at(-1).cumulative);
  const [right, bottom] = [width - EDGE.right, HEIGHT - EDGE.bottom];
  const wide = Math.min(26, ((right - EDGE.left) / (last - first + 1)) * 0.7);
  const x = scale(first - 0.5, last + 0.5, EDGE.left, right);
  const y = scale(0, most, bottom, EDGE.top);
  const { root, height } = legend(
    [
      { mark: stroke(), words: t("practice.curveCumulative") },
      { mark: bar(), words: t("practice.curveNew") },
    ],
    width,
    HEIGHT + 10,
  );
  return svg(
    "svg",
    { class: "curve", role: "img", "aria-label": label, width, height: HEIGHT + height, viewBox: `0 0 ${width} ${HEIGHT + height}` },
    counts(most, y, right),
    yearAxis(first, last, x, { top: bottom, bottom }),
    axes(right, bottom),
    bars(points, x, y, wide),
    svg("path", { class: "cumulative", d: line(points, x, y) }),
    dots(points, x, y),
    root,
  );
};
