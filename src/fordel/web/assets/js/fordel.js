// Small conveniences; every page works without them.

// «Help» opens in a panel: its script is asked for the first time somebody presses it, and takes over from there.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("[data-help]") : null;
  const isPlain = link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
  if (!isPlain || event.defaultPrevented || document.getElementById("help")) return;
  event.preventDefault();
  import(link.dataset.help).then(
    () => link.dispatchEvent(new CustomEvent("help", { bubbles: true })),
    () => window.location.assign(link.href),
  );
});

// «Tick all» ticks the boxes of that name at once (without script the page comes back with them ticked).
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("[data-tick-all]") : null;
  if (!link) return;
  event.preventDefault();
  document.querySelectorAll(`input[name="${link.dataset.tickAll}"]`).forEach((box) => (box.checked = true));
});

// The names of a list at a door (check_in.js) leave the browser with whoever signs out.
document.addEventListener("submit", (event) => {
  if (!(event.target instanceof HTMLFormElement) || event.target.dataset.signsOut === undefined) return;
  Object.keys(window.localStorage)
    .filter((name) => name.startsWith("fordel.door.list."))
    .forEach((name) => window.localStorage.removeItem(name));
  if (window.caches) window.caches.delete("fordel-door");
});

// A form is sent once: a second press while it is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
  if (form.dataset.sent === "yes") {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// Designsystemet adds the hint and the error of a field to what describes it, also those that the page names itself,
// and again for each field that htmx brings. Screen readers then read them twice.
const describeOnce = (element) => {
  const ids = (element.getAttribute("aria-describedby") ?? "").trim().split(/\s+/);
  const different = [...new Set(ids)];
  if (different.length < ids.length) element.setAttribute("aria-describedby", different.join(" "));
};
document.querySelectorAll("[aria-describedby]").forEach(describeOnce);
new MutationObserver((changes) => changes.forEach((change) => describeOnce(change.target))).observe(
  document.documentElement,
  { subtree: true, attributeFilter: ["aria-describedby"] },
);

// On a small screen the menu is folded behind its word; without script it stays open.
if (window.matchMedia("(max-width: 700px)").matches) {
  const folded = document.querySelectorAll(".main-menu details, [data-fold-small]");
  folded.forEach((details) => details.removeAttribute("open"));
}
document.documentElement.classList.add("has-script");
