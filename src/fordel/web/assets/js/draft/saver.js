// When what is written is sent, and what follows from the answer: soon after the last key, one request at a time, again
// and again until the server has it.

export const AFTER_KEY = 2000; // milliseconds
export const RETRY = 10000; // about: see `retryDelay`

/** Between 7 and 13 seconds, so that not everybody asks at once when a server is back. `chance` is from 0 to 1. */
export function retryDelay(chance) {
  return RETRY * (0.7 + 0.6 * chance);
}

/** What the server's refusal means: `text` to say (empty: the page says that it could not save), and `closed` if there
 * is no use in trying again. */
export function refusal({ status, body }, signedOut) {
  if (status === 403 && body.refused) return { text: body.refused, closed: false };
  if (status === 401 || status === 403) return { text: signedOut, closed: false };
  if (status === 409 && body.closed) return { text: body.closed, closed: true };
  if (status === 409) return { text: body.error || "", closed: false };
  return { text: "", closed: false };
}

/**
 * `send(fields)` resolves to the server's answer, `status` says how it goes (status.js), `clock` has `setTimeout` and
 * `clearTimeout`, `chance()` is random. What the page does:
 * `stored(body, conflicts)` takes in versions, presence and what others wrote, and shows the texts that met,
 * `decides(key)` says whether other questions depend on a field, `askMore(keys)` fetches those (rejects if it cannot).
 */
export function createSaver({ queue, send, status, page, clock, chance, signedOut }) {
  let timer = null;
  let retryTimer = null;
  let isClosed = false;
  const decided = new Set(); // stored answers whose questions have not been fetched yet

  // What decides other questions goes at once.
  function later(keys) {
    clock.clearTimeout(timer);
    timer = clock.setTimeout(flush, keys.some(page.decides) ? 0 : AFTER_KEY);
  }
  function failed(text) {
    status.failed(text);
    clock.clearTimeout(retryTimer);
    if (!isClosed) retryTimer = clock.setTimeout(flush, retryDelay(chance()));
  }
  function refused(answer) {
    const { text, closed } = refusal(answer, signedOut);
    isClosed = isClosed || closed;
    failed(text);
  }
  function stored(body) {
    const { keys, conflicts } = queue.settle(body);
    page.stored(body, conflicts);
    keys.filter(page.decides).forEach((key) => decided.add(key));
    if (queue.isEmpty) {
      status.saved(body.time);
      return askMore();
    }
    status.unsaved();
    later(queue.keys);
    return null;
  }
  async function askMore() {
    if (!decided.size) return;
    const keys = [...decided];
    decided.clear();
    try {
      await page.askMore(keys);
    } catch {
      keys.forEach((key) => decided.add(key));
      failed("");
    }
  }
  async function flush() {
    clock.clearTimeout(timer);
    clock.clearTimeout(retryTimer);
    if (isClosed || queue.isSending) return;
    const fields = queue.take();
    if (fields === null) {
      await askMore();
      return;
    }
    status.saving();
    let answer;
    try {
      answer = await send(fields);
    } catch {
      queue.giveBack();
      failed("");
      return;
    }
    if (answer.status === 200 && answer.body.versions) {
      await stored(answer.body);
    } else {
      queue.giveBack();
      refused(answer);
    }
  }

  return {
    get isClosed() {
      return isClosed;
    },
    flush,
    /** A field has changed. */
    changed(key) {
      status.unsaved();
      later([key]);
    },
    /** The form is sent as a whole, and saves what is waiting. */
    stop() {
      clock.clearTimeout(timer);
    },
  };
}
