// Asks the server, and says with each question which revision of the document the page has seen.

export const LONGEST_WAIT = 15000; // milliseconds
export const MOST_KEPT_ALIVE = 60000; // bytes that may still be sent when the page is left; browsers allow 64 KiB

/** `web` has `fetch`, `setTimeout` and `clearTimeout`; `token()` is the CSRF token as it is now. */
export function createConnection({ web, token, since }) {
  let seen = since;

  return {
    /** The page has seen the document as it was at this revision. */
    sees(revision) {
      seen = Math.max(seen, revision || 0);
    },
    /** Returns `{status, body}`; 401 if the answer is the sign-in page. Rejects if there is no answer in time. */
    async ask(url, body, type) {
      const control = new AbortController();
      const limit = web.setTimeout(() => control.abort(), LONGEST_WAIT);
      try {
        const response = await web.fetch(`${url}?since=${seen}`, {
          method: "POST",
          body,
          signal: control.signal,
          credentials: "same-origin",
          keepalive: new TextEncoder().encode(body).length < MOST_KEPT_ALIVE,
          headers: { "Content-Type": type, Accept: "application/json", "X-CSRFToken": token() },
        });
        if (response.redirected) return { status: 401, body: {} };
        const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
        return { status: response.status, body: isJson ? await response.json() : {} };
      } finally {
        web.clearTimeout(limit);
      }
    },
  };
}

/** The CSRF token in the cookies, else the one that the form was made with. */
export function tokenIn(cookies, otherwise) {
  const match = cookies.match(/(?:^|; )csrftoken=([^;]+)/);
  return match ? match[1] : otherwise;
}
