// Follows a meeting: asks every second and a half what has changed. Without script the page is as it was when it was
// opened. What somebody types in is outside the parts that are replaced.

import { createFollower } from "./meeting/follower.js";
import { isWriting, replacePart } from "./meeting/parts.js";

const OFTEN = 1500; // milliseconds

function begin(root) {
  let said = announcement();
  let waiting = 0;
  const follower = createFollower({
    ask: (etag, signal) =>
      fetch(root.dataset.follow, {
        headers: { "If-None-Match": etag, Accept: "application/json" },
        cache: "no-store",
        credentials: "same-origin",
        signal,
      }),
    etag: root.dataset.etag,
    state: root.dataset.state,
    page: { isHidden: () => document.hidden, isWriting, reload: () => window.location.reload(), replace },
  });

  function replace(parts) {
    Object.keys(parts).forEach((id) => replacePart(id, parts[id]));
    waitForTime();
    announce();
  }
  // A part that is another when a time has come (`data-new-in`, seconds) is asked for again then: nobody changes it.
  function waitForTime() {
    const part = document.querySelector("[data-new-in]");
    window.clearTimeout(waiting);
    if (part) waiting = window.setTimeout(follower.askAgain, Number(part.dataset.newIn) * 1000 + 300);
  }
  // A part that is replaced is not read aloud; what it wants said (`data-announce`) is put where it is.
  function announcement() {
    const part = document.querySelector("[data-announce]");
    return part ? part.textContent.replace(/\s+/g, " ").trim() : "";
  }
  function announce() {
    const place = document.getElementById("announced");
    const words = announcement();
    if (place && words && words !== said) place.textContent = words;
    said = words;
  }

  waitForTime();
  window.setInterval(follower.ask, OFTEN);
  document.addEventListener("visibilitychange", follower.ask);
}

const root = document.querySelector("[data-follow]");
if (root) begin(root);
