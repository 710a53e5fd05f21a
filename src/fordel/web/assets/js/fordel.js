// Small conveniences; every page works without them.
(function () {
  "use strict";
  // A select or number field marked data-submit sends its form when it changes (there is a button without script).
  document.addEventListener("change", function (event) {
    var field = event.target;
    if (field instanceof HTMLElement && field.hasAttribute("data-submit") && field.form) {
      field.form.requestSubmit();
    }
  });
  // «Tick all» ticks the boxes of that name at once (without script the page comes back with them ticked).
  document.addEventListener("click", function (event) {
    var link = event.target instanceof Element ? event.target.closest("[data-tick-all]") : null;
    if (!link) return;
    event.preventDefault();
    document.querySelectorAll('input[name="' + link.dataset.tickAll + '"]').forEach(function (box) {
      box.checked = true;
    });
  });
  // A form is sent once: a second press while it is on its way does nothing.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
    if (form.dataset.sent === "yes") {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
    });
  });
  // On a small screen the menu is folded behind its word; without script it stays open.
  if (window.matchMedia("(max-width: 700px)").matches) {
    document.querySelectorAll(".main-menu details, [data-fold-small]").forEach(function (folded) {
      folded.removeAttribute("open");
    });
  }
  document.documentElement.classList.add("has-script");
})();
