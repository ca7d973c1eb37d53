// A city that could be visited: what can be learnt there, whom to ask for, and why.

import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { linkTo } from "../../parts/links.js";
import { reasons } from "../../parts/ranking.js";
import { site } from "../../parts/site.js";

const host = (institution) => el("li", null, linkTo(institution), institution.website && [" – ", site(institution.website)]);

/** The body of a stop. Takes the fragment Stop. */
export const stopBody = ({ practices, hosts, reasons: why }) => [
  el("p", null, t("place.toLearn")),
  el("ul", null, practices.map(({ practice }) => el("li", null, linkTo(practice)))),
  hosts.length ? [el("p", null, t("place.askFor")), el("ul", null, hosts.map(host))] : null,
  el("details", { class: "why" }, el("summary", null, t("place.why", { count: why.length })), reasons(why)),
];
