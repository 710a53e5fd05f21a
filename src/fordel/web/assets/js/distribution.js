// The slider mirrors the number field, which is the one that is sent.

import { grouped } from "./shared/amounts.js";

document.addEventListener("input", ({ target: slider }) => {
  if (!(slider instanceof HTMLInputElement) || !slider.dataset.mirror) return;
  const field = document.getElementById(slider.dataset.mirror);
  if (field) field.value = grouped(slider.value);
});
document.addEventListener("change", ({ target: field }) => {
  if (!(field instanceof HTMLInputElement) || field.id !== "reserve") return;
  const slider = document.querySelector("[data-mirror=reserve]");
  if (slider) slider.value = parseInt(field.value.replace(/[^0-9]/g, ""), 10) || 0;
});
// An answer that says what is wrong (409, 422) is shown like any other.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (![409, 422].includes(detail.xhr.status)) return;
  detail.shouldSwap = true;
  detail.isError = false;
});
