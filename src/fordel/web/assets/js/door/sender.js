// Sends what was done as soon as there is a network, one request at a time, and asks now and then what others did.

export const OFTEN = 15000; // milliseconds between two questions
export const RETRY = 4000; // after one that was not answered

/**
 * `ask(acts)` resolves to `{status, body}`. What the page does: `took(body, answered)` with [[act, answer]],
 * `away()` if there is no network, `signedOut()`, `ended()` if the phone may not hold the names, `refused(words)`.
 */
export function createSender({ acts, ask, page, clock }) {
  let timer = null;
  let isAsking = false;
  let isOver = false;

  function later(delay) {
    clock.clearTimeout(timer);
    if (!isOver) timer = clock.setTimeout(flush, delay);
  }
  function stop(say) {
    isOver = true;
    clock.clearTimeout(timer);
    say();
  }
  function take({ status, body }) {
    if (status === 401 || status === 403) return stop(page.signedOut);
    if (status !== 200) {
      page.refused(body.error || "");
      return body.open === false ? stop(page.ended) : later(OFTEN);
    }
    page.took(body, acts.settle(body.answers));
    if (acts.count) return flush();
    return body.open ? later(OFTEN) : stop(page.ended);
  }
  async function flush() {
    if (isAsking || isOver) return;
    isAsking = true;
    let answer = null;
    try {
      answer = await ask(acts.first());
    } catch {
      // no network: it is sent later
    }
    isAsking = false;
    if (answer) {
      await take(answer);
    } else {
      page.away();
      later(RETRY);
    }
  }

  return { flush };
}
