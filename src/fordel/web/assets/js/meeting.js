// Follows a meeting: asks every second and a half with the ETag it has; 304 changes nothing. Without script the page is as
// it was when it was opened. What somebody types in stands outside the parts that are replaced.
(function () {
  "use strict";
  var root = document.querySelector("[data-follow]");
  if (!root) return;
  var etag = root.dataset.etag;
  var asking = false;

  function isWriting() {
    return Array.prototype.some.call(document.querySelectorAll("textarea, input[type=text], input[type=file]"), function (field) {
      return field.value !== field.defaultValue;
    });
  }

  // What somebody has chosen or typed there and not sent yet, by the id of its field; and what they have unfolded.
  function unsent(part) {
    var found = [];
    part.querySelectorAll("input[id], textarea[id], details[id]").forEach(function (each) {
      if (each.tagName === "DETAILS") {
        if (each.open) found.push([each.id, "open", true]);
      } else if (each.type === "radio" || each.type === "checkbox") {
        if (each.checked !== each.defaultChecked) found.push([each.id, "checked", each.checked]);
      } else if (each.value !== each.defaultValue) found.push([each.id, "value", each.value]);
    });
    return found;
  }

  function replace(id, html) {
    var part = document.getElementById(id);
    if (!part || part.innerHTML === html) return;
    var focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    var kept = unsent(part);
    part.innerHTML = html;
    kept.forEach(function (each) {
      var field = document.getElementById(each[0]);
      if (field) field[each[1]] = each[2];
    });
    waitForTime();
    var again = focused && document.getElementById(focused);
    if (again) again.focus({ preventScroll: true });
  }

  // A part that is another when a time has come (`data-new-in`, seconds) is asked for anew then: nobody changes it.
  var waiting = 0;
  function waitForTime() {
    var part = document.querySelector("[data-new-in]");
    window.clearTimeout(waiting);
    if (!part) return;
    waiting = window.setTimeout(function () {
      etag = "";
      ask();
    }, Number(part.dataset.newIn) * 1000 + 300);
  }

  // A part that is replaced is not read aloud; what it wants said (`data-announce`) is put where it is.
  var said = announcement();
  function announcement() {
    var part = document.querySelector("[data-announce]");
    return part ? part.textContent.replace(/\s+/g, " ").trim() : "";
  }
  function announce() {
    var place = document.getElementById("announced");
    var words = announcement();
    if (place && words && words !== said) place.textContent = words;
    said = words;
  }

  function take(answer) {
    if (answer.state !== root.dataset.state) {
      if (!isWriting()) window.location.reload();
      return false;
    }
    Object.keys(answer.parts).forEach(function (id) {
      replace(id, answer.parts[id]);
    });
    announce();
    return true;
  }

  function ask() {
    if (asking || document.hidden) return;
    asking = true;
    fetch(root.dataset.follow, {
      headers: { "If-None-Match": etag, Accept: "application/json" },
      cache: "no-store",
      credentials: "same-origin",
      signal: AbortSignal.timeout ? AbortSignal.timeout(8000) : undefined, // a question that hangs does not stop the next
    })
      .then(function (response) {
        // The seat or the role has ended: what is shown goes, unless somebody is writing in it.
        if ((response.status === 401 || response.status === 403) && !isWriting()) window.location.reload();
        if (response.status !== 200) return;
        return response.json().then(function (answer) {
          if (take(answer)) etag = response.headers.get("ETag") || etag;
        });
      })
      .catch(function () {}) // away for a moment: what is shown stays, and the next question comes soon
      .then(function () {
        asking = false;
      });
  }

  waitForTime();
  window.setInterval(ask, 1500);
  document.addEventListener("visibilitychange", ask);
})();
