// Taking a fact back, with a reason; its history is kept.

import { el, refill } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { newKey } from "./draft.js";
import { reasoned } from "./deciding.js";

/** A field for the reason, and the button that withdraws the fact; `then` is called when it is done. */
export const withdrawal = (id, then) => {
  const key = newKey();
  const place = el("div", null, reasoned({
    open: t("curate.withdraw"), label: t("curate.reasonOfWithdrawal"), hint: t("curate.withdrawHint"), words: t("curate.withdrawNow"),
    document: "WithdrawFact", variables: (reason) => ({ id, reason, key }),
    then: ({ status }) => (status === "PROPOSED" ? refill(place, el("p", { role: "status" }, t("curate.withdrawalProposed"))) : then()),
  }));
  return place;
};
