// The list at the door as the phone has it, and what a ticket means to it.

const TICKET = /^FORDEL-(\d+)-((\d+)-[A-Z0-9]{10})$/;

/** `data` is the list as the server gives it: `event`, `version`, `rows`, … */
export function createList(data) {
  let held = data;

  const row = (number) => held.rows.find((each) => each.number === number);
  function change(number, changes) {
    const rows = held.rows.map((each) => (each.number === number ? { ...each, ...changes } : each));
    held = { ...held, rows };
  }

  return {
    get data() {
      return held;
    },
    get present() {
      return held.rows.filter(({ at }) => at).length;
    },
    row,
    /** What the server says now; without rows the list is the same. */
    takeIn({ loaded, time, seconds, capacity, version, rows }, mark) {
      held = { ...held, loaded, time, seconds, capacity, version, mark, rows: rows || held.rows };
    },
    /** Somebody is there, or is not after all (`at` empty). */
    mark: (number, at, phone) => change(number, { at, phone }),
    /** The rows that every word is found in. */
    find(words) {
      const asked = words.toLowerCase().split(/\s+/).filter(Boolean);
      return held.rows.filter(({ name, organisation, code }) => {
        const text = `${name} ${organisation} ${code}`.toLowerCase();
        return asked.every((word) => text.includes(word));
      });
    },
    /** What a ticket that is read or typed means: `{row}`, or `{why}`: `other`, `unknown`, or `waits` if only the
     * server can say, because the list is older. Null for what does not look like a ticket. */
    ticket(text) {
      const plain = text.toUpperCase().replace(/\s/g, "");
      const whole = plain.startsWith("FORDEL-") ? plain : `FORDEL-${held.event}-${plain}`;
      const match = whole.match(TICKET);
      if (!match) return null;
      if (Number(match[1]) !== held.event) return { why: "other" };
      const found = row(Number(match[3]));
      if (!found) return { why: "waits", ticket: whole };
      return found.code === match[2] ? { row: found } : { why: "unknown" };
    },
  };
}
