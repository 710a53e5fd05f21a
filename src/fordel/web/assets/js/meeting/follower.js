// Asks how the meeting is, with the ETag of what is shown; 304 changes nothing. One question at a time.

export const LONGEST_WAIT = 8000; // milliseconds: a question that hangs does not stop the next

/** `ask(etag, signal)` is a fetch. `page` has `isHidden`, `isWriting`, `reload`, and `replace(parts)` (id -> HTML). */
export function createFollower({ ask, etag, state, page }) {
  let shown = etag;
  let isAsking = false;

  async function take(response) {
    const hasEnded = response.status === 401 || response.status === 403; // the seat or the role: what is shown goes
    if (hasEnded && !page.isWriting()) page.reload();
    if (response.status !== 200) return;
    const answer = await response.json();
    if (answer.state !== state) {
      if (!page.isWriting()) page.reload();
      return;
    }
    page.replace(answer.parts);
    shown = response.headers.get("ETag") || shown;
  }
  async function askNow() {
    if (isAsking || page.isHidden()) return;
    isAsking = true;
    try {
      await take(await ask(shown, AbortSignal.timeout ? AbortSignal.timeout(LONGEST_WAIT) : undefined));
    } catch {
      // away for a moment: what is shown stays, and the next question comes soon
    } finally {
      isAsking = false;
    }
  }

  return {
    ask: askNow,
    /** Asks for everything, whether it has changed or not. */
    askAgain() {
      shown = "";
      return askNow();
    },
  };
}
