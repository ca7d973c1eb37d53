// The spread in numbers, for analysts: closed until asked for, and never without what cannot be concluded from it.

import { ask } from "../../core/client.js";
import { el, refill, told } from "../../core/dom.js";
import { number, percent } from "../../core/numbers.js";
import { t } from "../../core/words.js";
import { tableOf } from "../../parts/chart.js";
import { filling } from "../../parts/filling.js";
import { linkTo } from "../../parts/links.js";
import { inYears } from "./years.js";

const unknown = () => el("span", { class: "quiet" }, t("practice.unknown"));

const or = (value, said) => (value === null ? unknown() : said(value));

const share = (value) => or(value, (known) => number(known, 2));

const years = (value) => or(value, inYears);

const line = (name, value) => [el("dt", null, t(`practice.${name}`)), el("dd", null, value)];

const odds = (found) =>
  or(found, ({ ratio, low, high, observations, adoptions }) =>
    t("practice.oddsText", { ratio: number(ratio, 2), low: number(low, 2), high: number(high, 2), observations, adoptions }),
  );

const summary = (found) =>
  el(
    "dl",
    { class: "summed" },
    line("population", number(found.population)),
    line("dated", number(found.dated)),
    line(
      "penetration",
      or(found.penetration, (value) => percent(value, 1)),
    ),
    line(
      "meanHazard",
      or(found.meanHazard, (value) => percent(value, 2)),
    ),
    line("leadTime", found.leadTime.links ? t("practice.leadTimeText", { count: found.leadTime.links }) : unknown()),
    found.leadTime.links > 0 && [
      line("shortest", years(found.leadTime.shortestYears)),
      line("median", years(found.leadTime.medianYears)),
      line("longest", years(found.leadTime.longestYears)),
    ],
    line("meanThreshold", share(found.meanThreshold)),
    line("odds", odds(found.exposureOdds)),
  );

const HEADS = ["yearsAfterFirst", "category", "reachBelow", "partners", "threshold", "infectiousness", "susceptibility"];

const row = ({ node }) => [
  linkTo(node.party),
  or(node.yearsAfterFirst, number),
  or(node.category, (category) => t(`practice.rogers.${category}`)),
  number(node.reach),
  number(node.partners),
  share(node.threshold),
  share(node.infectiousness),
  share(node.susceptibility),
];

const heads = () => [t("practice.place"), ...HEADS.map((name) => ({ words: t(`practice.${name}`), numbers: name !== "category" }))];

const parties = (first, more) => {
  const root = el("div");
  const add = (edges, { pageInfo, totalCount }) => {
    const again = async (event) => {
      event.target.disabled = true;
      const next = await more(pageInfo.endCursor);
      add([...edges, ...next.edges], next);
    };
    refill(
      root,
      tableOf(t("practice.partyNumbers"), heads(), edges.map(row)),
      pageInfo.hasNextPage &&
        el(
          "p",
          { class: "more" },
          t("list.shown", { shown: edges.length, count: totalCount }),
          " ",
          el("button", { type: "button", onclick: again }, t("list.more")),
        ),
    );
  };
  add(first.edges, first);
  return root;
};

const drawn = (found, more) =>
  found
    ? [
        el(
          "ul",
          { class: "cautions" },
          found.cautions.map((caution) => el("li", null, told(caution))),
        ),
        summary(found),
        el("h3", null, t("practice.partyNumbers")),
        el("p", { class: "quiet" }, t("practice.partyNumbersText")),
        parties(found.parties, more),
      ]
    : [el("p", { class: "quiet" }, t("practice.unknown"))];

/** The numbers, asked for when they are opened, or at once. */
export const statistics = (id, asked, signal, opened) => {
  const body = el("div");
  const page = async (after) => (await ask("PracticeStatistics", { id, ...asked, after }, { signal })).practice.spread.statistics;
  const open = () =>
    body.childNodes.length ||
    filling(
      body,
      () => page(null),
      (found) => drawn(found, async (after) => (await page(after)).parties),
      signal,
    );
  return el(
    "details",
    { open: opened, ontoggle: (event) => event.target.open && open() },
    el("summary", null, t("practice.statisticsOpen")),
    body,
  );
};
