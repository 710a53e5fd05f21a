// Follows a meeting: asks every other second with the ETag it has; 304 changes nothing. Without script the page is as
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

  function replace(id, html) {
    var part = document.getElementById(id);
    if (!part || part.innerHTML === html) return;
    var focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.innerHTML = html;
    var again = focused && document.getElementById(focused);
    if (again) again.focus({ preventScroll: true });
  }

  function take(answer) {
    if (answer.state !== root.dataset.state) {
      if (!isWriting()) window.location.reload();
      return false;
    }
    Object.keys(answer.parts).forEach(function (id) {
      replace(id, answer.parts[id]);
    });
    return true;
  }

  function ask() {
    if (asking || document.hidden) return;
    asking = true;
    fetch(root.dataset.follow, {
      headers: { "If-None-Match": etag, Accept: "application/json" },
      cache: "no-store",
      credentials: "same-origin",
    })
      .then(function (response) {
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

  window.setInterval(ask, 2000);
  document.addEventListener("visibilitychange", ask);
})();
