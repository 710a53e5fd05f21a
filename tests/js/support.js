// What several tests use: a clock that is moved by hand, a store, and a server that saves as the real one.
import { createQueue, same } from "../../src/fordel/web/assets/js/draft/queue.js";
import { createSaver } from "../../src/fordel/web/assets/js/draft/saver.js";
import { createStore } from "../../src/fordel/web/assets/js/draft/store.js";

/** Runs what is due as the hand is moved; nothing waits for real time. */
export function createClock() {
  let now = 0;
  let last = 0;
  const waiting = new Map(); // number -> {at, run}

  async function pass(milliseconds) {
    const end = now + milliseconds;
    await settled();
    for (let next = nextDue(end); next; next = nextDue(end)) {
      const [number, { at, run }] = next;
      waiting.delete(number);
      now = at;
      run();
      await settled();
    }
    now = end;
  }
  function nextDue(end) {
    return [...waiting].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
  }
  return {
    pass,
    get waiting() {
      return [...waiting.values()].map(({ at }) => at - now);
    },
    setTimeout(run, delay) {
      waiting.set((last += 1), { at: now + delay, run });
      return last;
    },
    clearTimeout: (number) => waiting.delete(number),
  };
}

/** Lets every promise that is ready run. */
export function settled() {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A promise that is answered by hand: `{promise, resolve, reject}`. */
export function question() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

/** A storage as the browser's; `isFull` makes it refuse. */
export function createStorage() {
  const kept = new Map();
  return {
    isFull: false,
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    removeItem: (name) => kept.delete(name),
    setItem(name, text) {
      if (this.isFull) throw new Error("QuotaExceededError");
      kept.set(name, text);
    },
  };
}

export const PREFIX = "fordel.draft.1.2.";

/** Saves as `writing.services.save_fields` does: a field that somebody else has changed since becomes a conflict. */
export function createServer() {
  const fields = {}; // key -> {value, version, by}
  const history = new Set(); // "key: value" of everything that has been in a field
  const kept = {}; // person -> key -> the text that met another one
  let revision = 0;
  const conflictsOf = (person) => (kept[person] ??= {});

  return {
    fields,
    history,
    conflictsOf,
    save(person, sent) {
      const versions = {};
      const conflicts = [];
      sent.forEach(({ key, value, base, chooses }) => {
        const known = fields[key] || { value: "", version: 0, by: person };
        if (same(known.value, value)) {
          versions[key] = known.version;
        } else if (known.version !== base && known.by !== person) {
          conflictsOf(person)[key] = value;
          conflicts.push({ key, by: known.by, theirs: known.value, mine: value, version: known.version });
          return;
        } else {
          history.add(`${key}: ${value}`);
          fields[key] = { value, version: known.version + 1, by: person };
          versions[key] = known.version + 1;
          revision += 1;
        }
        if (chooses) delete conflictsOf(person)[key];
      });
      return { status: 200, body: { versions, conflicts, revision, time: "10.00", people: [], changes: [] } };
    },
  };
}

/** A page of the document as one person has it, without a browser: its fields, what is said, and what is shown. */
export function createPage({ clock, send, storage = createStorage(), deciding = [], askMore = async () => {} }) {
  const values = {};
  const versions = {};
  const said = [];
  const conflicts = [];
  const asked = [];
  const queue = createQueue(createStore(() => storage, PREFIX));
  const note = (state) => (text) => said.push(text === undefined ? [state] : [state, text]);
  const status = Object.fromEntries(["saving", "unsaved", "saved", "failed"].map((state) => [state, note(state)]));
  const saver = createSaver({
    queue,
    send,
    status,
    page: {
      stored(body, met) {
        Object.assign(versions, body.versions);
        met.forEach((conflict) => {
          conflicts.push(conflict);
          values[conflict.key] = conflict.theirs;
          versions[conflict.key] = conflict.version;
        });
      },
      decides: (key) => deciding.includes(key),
      askMore(keys) {
        asked.push(keys);
        return askMore(keys);
      },
    },
    clock,
    chance: () => 0.5,
    signedOut: "signed out",
  });

  return {
    values,
    versions,
    said,
    conflicts,
    asked,
    queue,
    saver,
    storage,
    get state() {
      return said.at(-1);
    },
    type(key, value, html = false) {
      values[key] = value;
      queue.change(key, value, versions[key] || 0, html);
      saver.changed(key);
    },
    choose(key, value, version) {
      values[key] = value;
      queue.choose(key, value, version, false);
      return saver.flush();
    },
  };
}
