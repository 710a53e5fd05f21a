// What was done at the door and is not answered yet. Each has a key of its own, so the server does it once however
// often it is sent.

export const MOST_ACTS = 50; // in one request; the server takes 100

/** `makeKey()` gives a UUID, `ages` how long ago (ages.js). */
export function createActs({ store, ages, makeKey }) {
  let acts = store.queue();

  function keep(changed) {
    acts = changed;
    store.keepQueue(acts);
  }

  return {
    get count() {
      return acts.length;
    },
    each: (run) => acts.forEach(run),
    /** Whether something about the participant waits to be sent. */
    waits: (number) => acts.some((act) => act.number === number),
    add(act) {
      const added = { ...act, key: makeKey(), mark: ages.mark() };
      keep([...acts, added]);
      return added;
    },
    /** What to send now. */
    first: () => acts.slice(0, MOST_ACTS).map(({ mark, ...act }) => ({ ...act, ago: ages.ago(mark) })),
    /** Takes out what is answered; returns [[act, answer]]. */
    settle(answers) {
      const answered = acts.filter(({ key }) => key in answers).map((act) => [act, answers[act.key]]);
      keep(acts.filter(({ key }) => !(key in answers)));
      return answered;
    },
  };
}

/** A UUID of 16 random bytes (RFC 9562, version 4). */
export function uuidOf(bytes) {
  const versioned = bytes.map((byte, index) => {
    if (index === 6) return (byte & 0x0f) | 0x40;
    return index === 8 ? (byte & 0x3f) | 0x80 : byte;
  });
  const hex = Array.from(versioned, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
