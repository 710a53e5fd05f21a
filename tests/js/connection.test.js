// What a question to the server looks like, and what counts as an answer.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  createConnection,
  LONGEST_WAIT,
  MOST_KEPT_ALIVE,
  tokenIn,
} from "../../src/fordel/web/assets/js/draft/connection.js";
import { createClock, settled } from "./support.js";

const answerOf = (body, more = {}) => ({
  status: 200,
  redirected: false,
  headers: new Map([["Content-Type", "application/json; charset=utf-8"]]),
  json: async () => body,
  ...more,
});

function connectionTo(fetch) {
  const clock = createClock();
  return { clock, connection: createConnection({ web: { fetch, ...clock }, token: () => "secret", since: 7 }) };
}

test("each question carries the token, the type and the newest revision that the page has seen", async () => {
  const asked = [];
  const { connection } = connectionTo(async (url, options) => {
    asked.push([url, options.method, options.headers["X-CSRFToken"], options.headers["Content-Type"], options.body]);
    return answerOf({ people: [] });
  });
  assert.deepEqual(await connection.ask("/lagre/", "{}", "application/json"), { status: 200, body: { people: [] } });
  [9, 8, undefined].forEach((revision) => connection.sees(revision));
  await connection.ask("/lagre/", "{}", "application/json");
  assert.deepEqual(asked, [
    ["/lagre/?since=7", "POST", "secret", "application/json", "{}"],
    ["/lagre/?since=9", "POST", "secret", "application/json", "{}"],
  ]);
});

test("the sign-in page is no answer", async () => {
  const { connection } = connectionTo(async () => answerOf({ versions: {} }, { redirected: true }));
  assert.deepEqual(await connection.ask("/lagre/", "{}", "application/json"), { status: 401, body: {} });
});

test("an error page in HTML is its status, without a body", async () => {
  const headers = new Map([["Content-Type", "text/html"]]);
  const { connection } = connectionTo(async () => answerOf(null, { status: 502, headers }));
  assert.deepEqual(await connection.ask("/lagre/", "{}", "application/json"), { status: 502, body: {} });
});

test("a question that hangs is given up, also in the middle of the answer", async () => {
  for (const hangs of ["request", "answer"]) {
    const { clock, connection } = connectionTo((_url, { signal }) => {
      const stopped = () => new Promise((_done, fail) => signal.addEventListener("abort", () => fail(signal.reason)));
      return hangs === "request" ? stopped() : Promise.resolve(answerOf(null, { json: stopped }));
    });
    let error = null;
    connection.ask("/lagre/", "{}", "application/json").catch((found) => (error = found));
    await clock.pass(LONGEST_WAIT - 1);
    assert.equal(error, null);
    await clock.pass(1);
    await settled();
    assert.equal(error.name, "AbortError", hangs);
  }
});

test("an answer in time leaves no timer behind", async () => {
  const { clock, connection } = connectionTo(async () => answerOf({}));
  await connection.ask("/lagre/", "{}", "application/json");
  assert.deepEqual(clock.waiting, []);
});

test("what is sent as the page is left is counted in bytes, as the browser does", async () => {
  const kept = [];
  const { connection } = connectionTo(async (_url, { keepalive }) => {
    kept.push(keepalive);
    return answerOf({});
  });
  const half = MOST_KEPT_ALIVE / 2;
  for (const body of ["a".repeat(half), "å".repeat(half)]) await connection.ask("/lagre/", body, "text/plain");
  assert.deepEqual(kept, [true, false]);
});

test("the token is read from the cookies as they are now, else from the form", () => {
  assert.equal(tokenIn("a=1; csrftoken=new; b=2", "old"), "new");
  assert.equal(tokenIn("notcsrftoken=other", "old"), "old");
});
