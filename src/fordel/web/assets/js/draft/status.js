// What is said about saving, in the bar above the form.

import { fill } from "../shared/words.js";

/** `words` are the sentences of the page, `retry()` tries at once, `giveBack()` gives focus to where somebody wrote. */
export function createStatus({ words, retry, giveBack }) {
  const place = document.querySelector("[data-save-state]");
  const text = document.querySelector("[data-save-words]");
  const opened = new Date().toLocaleTimeString("nb", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
  let lastSaved = "";

  function say(state, said) {
    if (!place) return;
    if (place.dataset.saveState !== state) showIcon(place, state === "saving" ? "unsaved" : state);
    place.dataset.saveState = state;
    if (text.textContent !== said) text.textContent = said;
    offerRetry(state);
  }
  function offerRetry(state) {
    const button = document.getElementById("save-again");
    if (state === "failed" && !button) place.after(retryButton());
    if (state === "failed" || !button) return;
    if (document.activeElement === button) {
      if (state !== "saved") return; // it stays under the finger until it is known how it went
      giveBack();
    }
    button.remove();
  }
  function retryButton() {
    const made = document.createElement("button");
    made.type = "button";
    made.id = "save-again";
    made.className = "link-button";
    made.textContent = words.try;
    made.addEventListener("click", () => retry());
    return made;
  }

  return {
    saving: () => say("saving", words.saving),
    unsaved: () => say("unsaved", words.unsaved),
    restored: () => say("unsaved", words.restored),
    saved(time) {
      lastSaved = time;
      say("saved", fill(words.saved, { time }));
    },
    /** `said` is why, if the server said it. */
    failed: (said) => say("failed", said || fill(words.offline, { time: lastSaved || opened })),
  };
}

function showIcon(place, name) {
  const icon = place.querySelector(".save-icon");
  const template = document.getElementById(`icon-${name}`);
  if (icon && template) icon.replaceChildren(template.content.cloneNode(true));
}
