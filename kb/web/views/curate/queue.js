// What was proposed: curators see what waits and decide, contributors see what became of theirs.

import { settle, settled } from "../../core/address.js";
import { ask } from "../../core/client.js";
import { day } from "../../core/dates.js";
import { el, refill, told } from "../../core/dom.js";
import { say, t } from "../../core/words.js";
import { failed, filling } from "../../parts/filling.js";
import { sentence } from "../../parts/facts.js";
import { called, kindTag, linkTo } from "../../parts/links.js";
import { because, button, hint, statusBadge } from "./bits.js";
import { attempt, reasoned } from "./deciding.js";
import { compared, described } from "./describing.js";
import { decides } from "./signing.js";

const SHOWN = 10;

const subject = ({ node, action }) => {
  if (node.date !== undefined && node.citations && !node.title) return sentence(node);
  return [action === "RECORD" ? told(called(node)) : linkTo(node), " ", kindTag(node)];
};

const content = (proposal, current) => {
  const fresh = new Set(proposal.newSources.map(({ id }) => id));
  if (proposal.action === "WITHDRAW") return null;
  if (proposal.action === "CORRECT" && current) return compared(current, proposal.node, t("curate.proposedChange"), fresh);
  return described(proposal.node, fresh);
};

const state = ({ status, decidedAt, decision }) =>
  status !== "PROPOSED" &&
  el("p", null, decidedAt && t("curate.decidedOn", { date: day(decidedAt) }), " ", because(decision && told(decision)));

const decided = (item, outcome, accepted) => {
  const { thing } = outcome;
  const words = t(accepted ? "curate.accepted" : "curate.rejected");
  const line = el("p", { role: "status", tabindex: "-1" }, words, " ", accepted && thing && linkTo(thing));
  refill(item, line, outcome.warnings.map((warning) => el("p", { class: "warning" }, told(warning, { lang: "en" }))));
  line.focus();
};

const decisions = (item, { id }) => {
  const notice = el("div");
  const accept = async () => {
    const outcome = await attempt(notice, "AcceptProposal", { id }, accept);
    if (outcome) decided(item, outcome, true);
  };
  const refusal = reasoned({
    open: t("curate.reject"), label: t("curate.reasonOfRejection"), hint: t("curate.rejectHint"), words: t("curate.rejectNow"),
    document: "RejectProposal", variables: (reason) => ({ id, reason }), then: (outcome) => decided(item, outcome, false),
  });
  return el("div", { class: "decisions" }, button(t("curate.accept"), accept, { class: "main" }), refusal, notice);
};

const entry = (proposal, current, mine) => {
  const item = el("li", { class: "proposal" });
  const whence = { author: told(proposal.author, { class: "handle" }), date: day(proposal.proposedAt) };
  refill(item,
    el("h2", null, t(`curate.action.${proposal.action}`), " ", statusBadge(proposal.status)),
    el("p", { class: "line" }, subject(proposal)),
    el("p", { class: "quiet" }, say("curate.proposedBy", whence)),
    proposal.reason && el("p", null, because(told(proposal.reason))),
    content(proposal, current), state(proposal), !mine && decisions(item, proposal));
  return item;
};

const asked = async (mine, after, signal) => {
  const { proposals } = await ask("Proposals", { first: SHOWN, after, mine }, { signal });
  const found = proposals.edges.map(({ node }) => node);
  const ids = [...new Set(found.filter(({ action }) => action === "CORRECT").map(({ node }) => node.id))];
  const { nodes } = ids.length ? await ask("Current", { ids }, { signal }) : { nodes: [] };
  return { found, now: new Map(nodes.filter(Boolean).map((node) => [node.id, node])), pageInfo: proposals.pageInfo };
};

const rows = ({ found, now }, mine) => found.map((proposal) => entry(proposal, now.get(proposal.node.id), mine));

const list = (first, mine, signal) => {
  if (!first.found.length) return [el("p", null, t(mine ? "curate.noneOfMine" : "curate.noneWaits"))];
  const place = el("ul", { class: "plain proposals" }, rows(first, mine));
  const rest = el("div", { class: "more" });
  const offer = ({ hasNextPage, endCursor }) => refill(rest, hasNextPage && button(t("list.more"), () => next(endCursor)));
  const next = async (after) => {
    try {
      const page = await asked(mine, after, signal);
      place.append(...rows(page, mine));
      offer(page.pageInfo);
    } catch (problem) {
      if (problem.name !== "AbortError") refill(rest, failed(problem, () => next(after)));
    }
  };
  offer(first.pageInfo);
  return [place, rest];
};

const choice = (mine, turn) => {
  const box = el("input", { type: "checkbox", checked: mine, onchange: () => turn(box.checked) });
  return el("p", null, el("label", { class: "tick" }, box, t("curate.mineOnly")));
};

/** Show the proposals: what waits for curators, one's own for contributors or where the address says so. */
export const queue = (root, { viewer, signal }) => {
  const place = el("div");
  const load = (mine) => filling(refill(place), () => asked(mine, null, signal), (first) => list(first, mine, signal), signal);
  const turn = (mine) => {
    settle({ mine: mine ? 1 : null });
    return load(mine);
  };
  const mine = !decides(viewer) || settled("mine") === "1";
  refill(root, hint(t(decides(viewer) ? "curate.queueText" : "curate.mineText")), decides(viewer) && choice(mine, turn), place);
  return load(mine);
};
