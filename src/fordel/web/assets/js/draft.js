// A document being written: every field is kept in the browser at once and saved on the server soon after, whatever
// happens to the line, the session or the machine. The page works without this; then «Next» saves.
// This file puts the parts together; each is a file in draft/.

import { takeIn, takeInSteps } from "./draft/conditions.js";
import { createConflicts } from "./draft/conflicts.js";
import { createConnection, tokenIn } from "./draft/connection.js";
import { countLeft, sumUp, tidyAmount } from "./draft/counting.js";
import { createFields, isField } from "./draft/fields.js";
import { createPeople } from "./draft/people.js";
import { changesToTakeIn, createPresence } from "./draft/presence.js";
import { createQueue, same } from "./draft/queue.js";
import { createSaver } from "./draft/saver.js";
import { createStatus } from "./draft/status.js";
import { createStore } from "./draft/store.js";

function begin(form, words) {
  const { draft, person, part, save: saveAddress, here: hereAddress } = form.dataset;
  let focusedKey = ""; // the field that focus is in, or ""
  let lastKey = ""; // the field that focus was in last
  const fields = createFields(form, (field) => {
    countLeft(form, words, field);
    sumUp(field);
  });
  const queue = createQueue(createStore(() => window.localStorage, `fordel.draft.${draft}.${person}.`));
  const connection = createConnection({
    web: { fetch: window.fetch.bind(window), ...clockOf(window) },
    token: () => tokenIn(document.cookie, form.elements.namedItem("csrfmiddlewaretoken").value),
    since: parseInt(form.dataset.since, 10) || 0,
  });
  const status = createStatus({ words, retry: () => saver.flush(), giveBack });
  const people = createPeople({ form, fields, words });
  const conflicts = createConflicts({ form, fields, choose });
  const presence = createPresence({
    ask: () => connection.ask(hereAddress, String(new URLSearchParams({ part, field: focusedKey })), FORM),
    took: live,
    isAway: () => document.hidden || saver.isClosed,
    clock: clockOf(window),
  });
  const saver = createSaver({
    queue,
    send: (sent) => connection.ask(saveAddress, JSON.stringify({ fields: sent, part, field: focusedKey }), JSON_TYPE),
    status,
    page: {
      stored(body, met) {
        Object.keys(body.versions).forEach((key) => fields.setVersion(key, body.versions[key]));
        met.forEach(conflicts.show);
        live(body);
        connection.sees(body.revision);
      },
      decides: fields.decides,
      askMore: (keys) => askMore(keys),
    },
    clock: clockOf(window),
    chance: Math.random,
    signedOut: words.signedOut,
  });
  const askMore = createQuestions({ form, fields });

  function giveBack() {
    fields.focus(fields.firstOf(lastKey) ? lastKey : form.querySelector("[data-version][name]").name);
  }
  function choose(key, value, version) {
    queue.choose(key, value, version, fields.isHtml(key));
    saver.flush();
  }
  function live(body) {
    people.show(body.people);
    const page = { holds: queue.holds, isFocused: fields.isFocused, versionOf: fields.versionOf };
    changesToTakeIn(body.changes || [], page).forEach(({ key, value, version }) => {
      fields.putIn(key, value);
      fields.setVersion(key, version);
    });
    (body.changes || []).forEach(({ revision }) => connection.sees(revision));
    presence.knows(body.people);
  }
  function recover() {
    const kept = queue.recover();
    if (!kept.length) return;
    kept.forEach(([key, { value }]) => {
      if (fields.firstOf(key) && !same(fields.valueOf(key), value)) fields.putIn(key, value);
    });
    status.restored();
    saver.flush();
  }
  function note(key) {
    queue.change(key, fields.valueOf(key), fields.versionOf(key), fields.isHtml(key));
  }

  form.addEventListener("input", ({ target: field }) => {
    if (!isField(field)) return;
    countLeft(form, words, field);
    sumUp(field);
    note(field.name);
    saver.changed(field.name);
  });
  form.addEventListener("focusin", ({ target }) => {
    focusedKey = isField(target) ? target.name : "";
    lastKey = focusedKey || lastKey;
  });
  form.addEventListener("focusout", ({ target: field }) => {
    if (!isField(field)) return;
    if (field.dataset.amount !== undefined) tidyAmount(words, field);
    if (!queue.has(field.name) || !fields.firstOf(field.name)) return;
    note(field.name);
    saver.flush();
  });
  // What goes with the form is saved by it; what it could not save is still in the browser when the page opens again.
  form.addEventListener("submit", () => saver.stop());
  window.addEventListener("online", () => saver.flush());
  window.addEventListener("beforeunload", () => saver.flush());
  document.addEventListener("visibilitychange", () => (document.hidden ? saver.flush() : presence.look()));

  const errors = document.getElementById("errors");
  if (errors && !location.hash) errors.focus();
  recover();
  presence.begin();
}

const JSON_TYPE = "application/json";
const FORM = "application/x-www-form-urlencoded";

function clockOf({ setTimeout, clearTimeout }) {
  return { setTimeout: setTimeout.bind(window), clearTimeout: clearTimeout.bind(window) };
}

/** A function that fetches the page as it is now, and takes in the questions that the answers in `keys` decide. */
function createQuestions({ form, fields }) {
  let asked = 0;
  return async (keys) => {
    const own = (asked += 1);
    const response = await fetch(location.pathname + location.search, { credentials: "same-origin" });
    if (!response.ok || response.redirected) return; // saving says why, if something is written
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (own !== asked) return; // a newer answer decides
    const before = document.activeElement;
    if (takeIn(form, page)) form.dispatchEvent(new Event("asked")); // rich_text.js gives new fields their editors
    takeInSteps(page);
    if (before !== document.body && !before.isConnected) fields.focus(keys[0]); // it was in a question that has gone
  };
}

const form = document.getElementById("draft-form");
const words = document.getElementById("draft-words");
if (form && words) begin(form, words.dataset);
