// Characters left, sums and grouped amounts while somebody types; the server decides.

import { grouped, sumsOf, tidied } from "../shared/amounts.js";
import { fill } from "../shared/words.js";
import { wordsOf } from "../rich_text/write.js";

/** Says how many characters are left in a field that has a limit. */
export function countLeft(form, words, field) {
  const place = form.querySelector(`[data-left="${field.id}"]`);
  if (!place || !field.dataset.most) return;
  const text = field.dataset.html === undefined ? field.value : wordsOf(field.value);
  const left = parseInt(field.dataset.most, 10) - text.length;
  place.textContent = fill(left < 0 ? words.over : words.left, { count: grouped(Math.abs(left)) });
}

/** Writes the sums of the budget that the field is in. */
export function sumUp(field) {
  const table = field.closest("[data-budget]");
  if (!table) return;
  const bodies = [...table.querySelectorAll("tbody")];
  const sums = sumsOf(bodies.map((body) => rowsIn(body).map(amountsIn)));
  bodies.forEach((body, index) => {
    const group = sums.groups[index];
    rowsIn(body).forEach((row, at) => write(row.querySelector("[data-row-sum]"), group.rows[at]));
    body.querySelectorAll("[data-group-sum]").forEach((place) => write(place, group.years[place.dataset.groupSum]));
    write(body.querySelector("[data-group-total]"), group.total);
  });
  table.querySelectorAll("[data-year-sum]").forEach((place) => write(place, sums.years[place.dataset.yearSum]));
  write(table.querySelector("[data-total]"), sums.total);
}
function rowsIn(body) {
  return [...body.querySelectorAll("tr")].filter((row) => row.querySelector("[data-row-sum]"));
}
function amountsIn(row) {
  return [...row.querySelectorAll("[data-amount]")].map((cell) => ({ year: cell.dataset.year, text: cell.value }));
}
function write(place, amount) {
  place.textContent = grouped(amount || 0);
}

/** Groups the digits of an amount that is left, and says how it was read if that is not what is written. */
export function tidyAmount(words, field) {
  const { value, readAs } = tidied(field.value);
  if (readAs !== null) field.title = fill(words.readAs, { amount: readAs });
  if (value !== field.value) field.value = value;
}
