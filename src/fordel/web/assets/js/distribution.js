// The slider mirrors the number field, which is the one that is sent.
(function () {
  "use strict";
  function digits(text) {
    return parseInt(text.replace(/[^0-9]/g, ""), 10) || 0;
  }
  document.addEventListener("input", function (event) {
    var slider = event.target;
    if (!(slider instanceof HTMLInputElement) || !slider.dataset.mirror) return;
    var field = document.getElementById(slider.dataset.mirror);
    if (field) field.value = slider.value.replace(/\B(?=(\d{3})+(?!\d))/g, "\u00a0");
  });
  document.addEventListener("change", function (event) {
    var field = event.target;
    if (!(field instanceof HTMLInputElement) || field.id !== "reserve") return;
    var slider = document.querySelector("[data-mirror=reserve]");
    if (slider) slider.value = digits(field.value);
  });
  // An answer that says what is wrong (409) is shown like any other.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.xhr.status === 409) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
})();
