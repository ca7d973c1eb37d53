// What a delegation takes along: the plan on paper, as a table, in a calendar, or its address.

import { settle, settled } from "../../core/address.js";
import { el } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { calendar } from "../../parts/calendar.js";
import { csv, save } from "../../parts/save.js";

const fileName = (place, ending) => `${place.id.replace(":", "-")}-plan.${ending}`;

const rows = (plan) => [
  ["stop", "city", "city_id", "country", "km", "practices", "hosts", "websites"],
  ...plan.stops.map((each, at) => [
    at + 1, each.city.name, each.city.id, each.city.country?.name ?? "", each.distanceKm === null ? "" : Math.round(each.distanceKm),
    each.practices.map(({ practice }) => practice.title).join("; "), each.hosts.map(({ name }) => name).join("; "),
    each.hosts.map(({ website }) => website).filter(Boolean).join("; "),
  ]),
];

const told = ({ practices, hosts }) =>
  [t("place.toLearn"), ...practices.map(({ practice }) => `– ${practice.title}`), ...(hosts.length ? [t("place.askFor")] : []), ...hosts.map(({ name, website }) => `– ${name} ${website ?? ""}`)].join("\n");

const events = (place, plan, start, days) =>
  plan.stops.map((each, at) => {
    const from = new Date(`${start}T00:00:00Z`);
    from.setUTCDate(from.getUTCDate() + at * days);
    const where = [each.city.name, each.city.country?.name].filter(Boolean).join(", ");
    return { uid: `${place.id}-${at + 1}-${each.city.id}-${start}`, from, days, summary: t("place.eventTitle", { city: each.city.name }), place: where, text: told(each) };
  });

const copy = async (event) => {
  const button = event.target;
  const field = button.nextElementSibling;
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = t("place.copied");
  } catch {
    field.hidden = false;
    field.value = location.href;
    field.select();
  }
};

const dates = (place, plan) => {
  const start = el("input", { type: "date", value: settled("start") ?? new Date().toISOString().slice(0, 10), onchange: () => settle({ start: start.value }) });
  const days = el("input", { type: "number", min: 1, max: 14, value: settled("days") ?? 2, onchange: () => settle({ days: days.value }) });
  const make = () => {
    if (start.value && days.reportValidity()) save(fileName(place, "ics"), "text/calendar", calendar(events(place, plan, start.value, Number(days.value))));
  };
  return el("div", { class: "row" },
    el("label", { class: "field" }, el("span", null, t("place.start")), start),
    el("label", { class: "field" }, el("span", null, t("place.days")), days),
    el("button", { type: "button", onclick: make }, t("place.ics")));
};

/** The buttons below a plan. */
export const takeAlong = (place, plan) =>
  el("div", { class: "along screen" }, el("h3", null, t("place.along")),
    el("div", { class: "row" },
      el("button", { type: "button", class: "main", onclick: () => print() }, t("place.print")),
      el("button", { type: "button", onclick: () => save(fileName(place, "csv"), "text/csv", csv(rows(plan))) }, t("place.csv")),
      el("button", { type: "button", onclick: copy }, t("place.copy")),
      el("input", { type: "text", readonly: true, hidden: true, "aria-label": t("place.address") })),
    dates(place, plan));
