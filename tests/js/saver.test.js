// When fields are sent, and what follows from each answer.
import assert from "node:assert/strict";
import { test } from "node:test";

import { AFTER_KEY, RETRY, retryDelay } from "../../src/fordel/web/assets/js/draft/saver.js";
import { createClock, createPage, createServer, PREFIX, question, settled } from "./support.js";

const SAVED = { status: 200, body: { versions: { goal: 1 }, conflicts: [], time: "10.00" } };

/** A page whose requests are answered by hand: `requests` are `{fields, resolve, reject}`. */
function pageByHand(options = {}) {
  const clock = createClock();
  const requests = [];
  const send = (fields) => {
    const made = question();
    requests.push({ fields, ...made });
    return made.promise;
  };
  return { clock, requests, page: createPage({ clock, send, ...options }) };
}

test("a field is sent two seconds after the last key, once", async () => {
  const { clock, requests, page } = pageByHand();
  page.type("goal", "Al");
  await clock.pass(AFTER_KEY - 1);
  page.type("goal", "Alle");
  await clock.pass(AFTER_KEY - 1);
  assert.equal(requests.length, 0);
  await clock.pass(1);
  assert.deepEqual(requests[0].fields, [{ key: "goal", value: "Alle", base: 0, chooses: false, html: false }]);
  requests[0].resolve(SAVED);
  await clock.pass(RETRY * 10);
  assert.equal(requests.length, 1);
  assert.deepEqual(page.said, [["unsaved"], ["unsaved"], ["saving"], ["saved", "10.00"]]);
});

test("what decides which questions are asked is sent at once; they are fetched when all is saved", async () => {
  const { clock, requests, page } = pageByHand({ deciding: ["sami"] });
  page.type("sami", "yes");
  await clock.pass(0);
  page.type("goal", "Alle");
  requests[0].resolve({ status: 200, body: { versions: { sami: 1 }, conflicts: [], time: "10.00" } });
  await settled();
  assert.deepEqual([page.asked, page.state], [[], ["unsaved"]]);
  await clock.pass(AFTER_KEY);
  requests[1].resolve(SAVED);
  await settled();
  assert.deepEqual(page.asked, [["sami"]]);
});

test("a deciding answer that was given while another request was on its way goes right after it", async () => {
  const { clock, requests, page } = pageByHand({ deciding: ["sami"] });
  page.type("goal", "Alle");
  await clock.pass(AFTER_KEY);
  page.type("sami", "yes");
  await clock.pass(0);
  requests[0].resolve(SAVED);
  await clock.pass(0);
  assert.deepEqual(requests[1].fields.map(({ key }) => key), ["sami"]);
});

test("questions that cannot be fetched are fetched again, also if nothing more is written", async () => {
  let isAway = true;
  const askMore = async () => {
    if (isAway) throw new TypeError("Failed to fetch");
  };
  const { clock, requests, page } = pageByHand({ deciding: ["goal"], askMore });
  page.type("goal", "yes");
  await clock.pass(0);
  requests[0].resolve(SAVED);
  await settled();
  assert.deepEqual(page.state, ["failed", ""]);
  isAway = false;
  await clock.pass(RETRY);
  assert.deepEqual(page.asked, [["goal"], ["goal"]]);
  await clock.pass(RETRY * 10);
  assert.equal(page.asked.length, 2);
});

test("one request is on its way at a time, and what was written since goes with the next one", async () => {
  const { clock, requests, page } = pageByHand();
  page.type("goal", "Al");
  await clock.pass(AFTER_KEY);
  page.type("goal", "Alle barn");
  page.type("plan", "Møtes");
  await clock.pass(AFTER_KEY * 3);
  page.saver.flush();
  assert.equal(requests.length, 1);
  requests[0].resolve(SAVED);
  await settled();
  assert.deepEqual(page.state, ["unsaved"]);
  await clock.pass(AFTER_KEY);
  assert.deepEqual(
    requests[1].fields.map(({ key, value, base }) => [key, value, base]),
    [
      ["goal", "Alle barn", 1], // on top of what was stored, or it would meet itself
      ["plan", "Møtes", 0],
    ],
  );
});

test("fields go in the order in which they were first changed", async () => {
  const { clock, requests, page } = pageByHand();
  ["c", "a", "10", "2", "a", "c"].forEach((key) => page.type(key, "x"));
  await clock.pass(AFTER_KEY);
  assert.deepEqual(requests[0].fields.map(({ key }) => key), ["c", "a", "10", "2"]);
});

test("more fields than a request may hold go in several, one after the other", async () => {
  const clock = createClock();
  const server = createServer();
  const sizes = [];
  const send = async (fields) => {
    sizes.push(fields.length);
    return server.save("marit", fields);
  };
  const page = createPage({ clock, send });
  for (let number = 0; number < 600; number += 1) page.type(`cell.${number}`, String(number));
  await clock.pass(AFTER_KEY * 3);
  assert.deepEqual([sizes, Object.keys(server.fields).length], [[250, 250, 100], 600]);
});

test("a lost line is tried again until it is back, one timer at a time, and says nothing but that", async () => {
  let isAway = true;
  const server = createServer();
  let tries = 0;
  const clock = createClock();
  const send = async (fields) => {
    tries += 1;
    if (isAway) throw new TypeError("Failed to fetch");
    return server.save("marit", fields);
  };
  const page = createPage({ clock, send });
  page.type("goal", "Uten nett");
  await clock.pass(AFTER_KEY + 2.5 * RETRY);
  assert.equal(tries, 3);
  assert.equal(clock.waiting.length, 1);
  assert.ok(page.said.every(([state]) => state !== "saved"));
  isAway = false;
  await clock.pass(RETRY);
  assert.deepEqual([server.fields.goal.value, page.state[0], page.storage.length], ["Uten nett", "saved", 0]);
  await clock.pass(RETRY * 10);
  assert.equal(tries, 4);
});

test("retries are spread from seven to thirteen seconds", () => {
  assert.deepEqual([0, 0.5, 1].map(retryDelay).map(Math.round), [7000, 10000, 13000]);
});

const REFUSALS = [
  [{ status: 401, body: {} }, "signed out"],
  [{ status: 403, body: {} }, "signed out"],
  [{ status: 403, body: { refused: "Du er ikke med lenger." } }, "Du er ikke med lenger."],
  [{ status: 409, body: { error: "Teksten er for lang." } }, "Teksten er for lang."],
  [{ status: 409, body: {} }, ""],
  [{ status: 422, body: {} }, ""],
  [{ status: 500, body: {} }, ""],
  [{ status: 502, body: {} }, ""],
  [{ status: 200, body: {} }, ""], // a page of somebody between us and the server
];
REFUSALS.forEach(([answer, words]) => {
  const name = `${answer.status} ${JSON.stringify(answer.body)}`;
  test(`${name} keeps what is written, says why, and is tried again`, async () => {
    const { clock, requests, page } = pageByHand();
    page.type("goal", "Alle");
    await clock.pass(AFTER_KEY);
    requests[0].resolve(answer);
    await settled();
    assert.deepEqual(page.state, ["failed", words]);
    assert.equal(JSON.parse(page.storage.getItem(`${PREFIX}goal`)).value, "Alle");
    await clock.pass(RETRY);
    assert.deepEqual(requests[1].fields, requests[0].fields);
  });
});

test("a document that has closed is not asked for again, and what is written stays in the browser", async () => {
  const { clock, requests, page } = pageByHand();
  page.type("goal", "For sent");
  await clock.pass(AFTER_KEY);
  requests[0].resolve({ status: 409, body: { closed: "Fristen er ute." } });
  await settled();
  assert.deepEqual([page.state, page.saver.isClosed], [["failed", "Fristen er ute."], true]);
  page.type("plan", "Mer");
  await clock.pass(RETRY * 10);
  assert.deepEqual([requests.length, page.storage.length], [1, 2]);
});

test("the form takes what waits with it; a request that is on its way is not stopped", async () => {
  const { clock, requests, page } = pageByHand();
  page.type("goal", "Alle");
  page.saver.stop();
  await clock.pass(AFTER_KEY * 10);
  assert.equal(requests.length, 0);
  assert.equal(page.storage.length, 1, "the next page finds it, should the form not arrive");
});

test("the queue gives nothing out while something is on its way", async () => {
  const { clock, page } = pageByHand();
  page.type("goal", "Alle");
  await clock.pass(AFTER_KEY);
  page.type("plan", "Møtes");
  assert.equal(page.queue.take(), null);
  assert.ok(page.queue.holds("goal") && page.queue.holds("plan") && !page.queue.holds("need"));
});
