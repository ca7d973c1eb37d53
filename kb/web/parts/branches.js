// Where the tree of a spread has its rows: branches of who learned from whom, and apart from them those without a recorded source.

import { yearOf } from "../core/dates.js";
import { byName } from "../core/words.js";

const MOST_ROWS = 60;
const WAYS = [
  { leaves: 8, depth: Infinity },
  { leaves: 3, depth: Infinity },
  { leaves: 3, depth: 2 },
  { leaves: 3, depth: 1 },
];
const FEW_APART = 12;
const FEW_OF_A_YEAR = 3;

const start = (node) => node.date?.earliest ?? node.date?.latest ?? "9999";
const named = byName(({ name }) => name);
const byDate = (one, other) => start(one).localeCompare(start(other)) || named(one, other);

const above = (id, parents) => {
  const seen = new Set();
  for (let at = id; at !== undefined && !seen.has(at); at = parents.get(at)) seen.add(at);
  return seen;
};

const parentsOf = (links, origin) => {
  const parents = new Map();
  for (const { source, target } of links) {
    if (target === origin || parents.has(target) || above(source, parents).has(target)) continue;
    parents.set(target, source);
  }
  return parents;
};

const childrenOf = (parents, nodes) => {
  const children = new Map();
  for (const [child, parent] of parents) children.set(parent, [...(children.get(parent) ?? []), nodes.get(child)]);
  for (const each of children.values()) each.sort(byDate);
  return children;
};

const shortList = (list, few, shown, key, opened, more) => {
  if (list.length <= few + 1 || opened.has(key)) return list.map((node) => ({ node }));
  return [...list.slice(0, shown).map((node) => ({ node })), { more: list.length - shown, hidden: list.slice(shown), key, ...more }];
};

class Branches {
  constructor({ nodes, links, origin }, opened, { leaves, depth }) {
    Object.assign(this, { nodes, origin, opened, leaves, depth, rows: [] });
    this.parents = parentsOf(links, origin);
    this.children = childrenOf(this.parents, nodes);
    this.plant();
  }

  plant() {
    const roots = [...this.nodes.values()].filter((node) => !this.parents.has(node.id));
    const grown = roots.filter((node) => node.id === this.origin || this.children.has(node.id));
    const first = (one, other) => (other.id === this.origin) - (one.id === this.origin);
    for (const node of grown.sort((one, other) => first(one, other) || byDate(one, other))) this.branch(node, 0);
    this.apart(roots.filter((node) => !grown.includes(node)));
  }

  below(node) {
    return (this.children.get(node.id) ?? []).flatMap((child) => [child, ...this.below(child)]);
  }

  branch(node, depth) {
    this.rows.push({ node });
    if (depth >= this.depth && !this.opened.has(node.id)) return this.fold(node);
    const children = this.children.get(node.id) ?? [];
    const leaves = children.filter((child) => !this.children.has(child.id));
    const shown = shortList(leaves, this.leaves, this.leaves, node.id, this.opened, { source: node });
    for (const child of children) {
      if (this.children.has(child.id)) this.branch(child, depth + 1);
      else if (shown.some((row) => row.node === child)) this.rows.push({ node: child });
    }
    return this.rows.push(...shown.filter((row) => row.more));
  }

  fold(node) {
    const hidden = this.below(node);
    if (hidden.length === 1) return this.rows.push({ node: hidden[0] });
    return hidden.length && this.rows.push({ more: hidden.length, hidden, key: node.id, source: node });
  }

  apart(loners) {
    if (!loners.length) return;
    this.rows.push({ head: loners.length });
    const few = loners.length <= FEW_APART ? loners.length : FEW_OF_A_YEAR;
    for (const [year, list] of Map.groupBy(loners.sort(byDate), (node) => yearOf(node.date)))
      this.rows.push(...shortList(list, few, few, `year ${year}`, this.opened, { year }));
  }
}

const NONE = new Set();

/**
 * The rows of a tree, from above: `{ node }`; `{ more, hidden, key }`, with `source` or `year`, in the place of several; `{ head }`, how
 * many stand apart. `graph` is `{ nodes, links, origin }`: nodes `{ id, name, date }` by id, links `{ source, target }` of ids.
 * `opened` has the keys of what is not to be drawn together. The larger the tree, the more is folded.
 */
export const rowsOf = (graph, opened) => {
  const way = WAYS.find((each) => new Branches(graph, NONE, each).rows.length <= MOST_ROWS) ?? WAYS.at(-1);
  return new Branches(graph, opened, way).rows;
};
