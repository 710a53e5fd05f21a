// What is written and not yet on the server: one entry a field, in the order in which they were first changed.
// One request is on its way at a time, so a field is never sent twice at once.

export const MOST_FIELDS = 250; // in one request; the server takes 300

export function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The queue; `store` keeps every entry until the server has answered for it (store.js). */
export function createQueue(store) {
  const pending = new Map(); // key -> {value, base, html, chooses}; `base` is the version that the writer has seen
  let sent = null; // the entries that are on their way, or null

  function put(key, entry) {
    pending.set(key, entry);
    store.keep(key, entry);
  }
  function remove(key) {
    pending.delete(key);
    store.forget(key);
  }

  return {
    get isEmpty() {
      return pending.size === 0;
    },
    get isSending() {
      return sent !== null;
    },
    get keys() {
      return [...pending.keys()];
    },
    has(key) {
      return pending.has(key);
    },
    /** Whether the writer has something in the field that the server has not answered for. */
    holds(key) {
      return pending.has(key) || (sent !== null && sent.has(key));
    },

    /** Takes in what the browser kept the last time; returns it as [[key, entry]]. */
    recover() {
      const kept = store.all();
      kept.forEach(([key, entry]) => pending.set(key, entry));
      return kept;
    },
    change(key, value, version, html) {
      put(key, { base: version, ...pending.get(key), value, html });
    },
    /** The writer has seen both texts, and this is what the field is to hold. */
    choose(key, value, version, html) {
      put(key, { value, base: version, html, chooses: true });
    },

    /** The fields to send now; null if there are none or a request is on its way. */
    take() {
      if (sent !== null || pending.size === 0) return null;
      sent = new Map([...pending].slice(0, MOST_FIELDS));
      return [...sent].map(([key, { value, base, html, chooses }]) => {
        return { key, value, base, chooses: Boolean(chooses), html: Boolean(html) };
      });
    },
    /** Nothing was stored: everything is sent again. */
    giveBack() {
      sent = null;
    },
    /** Takes out what the server has stored or kept. Returns `keys` (what was sent) and `conflicts` (those to show).
     * What was written after it was sent stays, on top of the version that the server answered. */
    settle({ versions, conflicts }) {
      const before = sent;
      sent = null;
      Object.keys(versions).forEach((key) => {
        const entry = pending.get(key);
        if (!entry || !before.has(key)) return;
        const chooses = Boolean(entry.chooses && !before.get(key).chooses); // a choice made while this was on its way
        if (same(entry.value, before.get(key).value) && !chooses) remove(key);
        else put(key, { ...entry, base: versions[key], chooses });
      });
      const shown = conflicts.filter(({ key }) => {
        const entry = pending.get(key);
        // Whoever is still writing is not interrupted: it is sent again with the same base, and answered the same way.
        if (entry && before.has(key) && !same(entry.value, before.get(key).value)) return false;
        remove(key); // the server keeps it beside the field
        return true;
      });
      return { keys: [...before.keys()], conflicts: shown };
    },
  };
}
