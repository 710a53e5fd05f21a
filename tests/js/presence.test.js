// Who else is here, and what they wrote.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  ALONE,
  changesToTakeIn,
  createPresence,
  FIRST,
  lineOf,
  TOGETHER,
  wordsOfStep,
} from "../../src/fordel/web/assets/js/draft/presence.js";
import { createClock, settled } from "./support.js";

const LARS = { name: "Lars", part: "goal", field: "plan" };
const HERE = "{name} skriver i «{part}» nå";
const STEP = "{name} skriver her nå";

function presenceWith(answer) {
  const clock = createClock();
  const page = { isAway: false, asked: 0, took: [] };
  page.presence = createPresence({
    ask: async () => {
      page.asked += 1;
      return answer();
    },
    took: (body) => {
      page.took.push(body);
      page.presence.knows(body.people);
    },
    isAway: () => page.isAway,
    clock,
  });
  page.presence.begin();
  return { clock, page };
}

test("the server is asked more often in company than alone", async () => {
  let people = [];
  const { clock, page } = presenceWith(() => ({ status: 200, body: { people } }));
  await clock.pass(FIRST);
  assert.equal(page.asked, 1);
  await clock.pass(ALONE - 1);
  assert.equal(page.asked, 1);
  people = [LARS];
  await clock.pass(1);
  assert.equal(page.asked, 2);
  await clock.pass(TOGETHER);
  assert.equal(page.asked, 3);
  assert.deepEqual(page.took.map(({ people: [first] }) => first?.name), [undefined, "Lars", "Lars"]);
});

test("an answer to a save counts too: there is one timer", async () => {
  const { clock, page } = presenceWith(() => ({ status: 200, body: { people: [LARS] } }));
  await clock.pass(FIRST - 1);
  page.presence.knows([LARS]);
  page.presence.knows([LARS]);
  assert.deepEqual(clock.waiting, [TOGETHER]);
});

test("nobody asks while the page is hidden, and coming back asks at once", async () => {
  const { clock, page } = presenceWith(() => ({ status: 200, body: { people: [] } }));
  page.isAway = true;
  await clock.pass(FIRST + 3 * ALONE);
  assert.equal(page.asked, 0);
  page.isAway = false;
  page.presence.look();
  await settled();
  assert.equal(page.asked, 1);
});

test("a lost line or a refusal is asked about again later", async () => {
  const answers = [
    () => Promise.reject(new TypeError("Failed to fetch")),
    () => ({ status: 403, body: {} }),
    () => ({ status: 200, body: { people: [] } }),
  ];
  const { clock, page } = presenceWith(() => answers.shift()());
  await clock.pass(FIRST);
  assert.equal(page.asked, 1);
  await clock.pass(ALONE);
  assert.deepEqual([page.asked, page.took.length], [2, 0]);
  await clock.pass(ALONE);
  assert.deepEqual([page.asked, page.took.length], [3, 1]);
});

test("what others wrote goes in where the writer is not", () => {
  const change = (key, version) => ({ key, version, value: "Lars" });
  const versions = { same: 2, old: 1, typed: 1, focused: 1 };
  const page = {
    holds: (key) => key === "typed",
    isFocused: (key) => key === "focused",
    versionOf: (key) => versions[key] ?? null,
  };
  const changes = ["same", "old", "typed", "focused", "elsewhere"].map((key) => change(key, 2));
  assert.deepEqual(changesToTakeIn(changes, page), [change("old", 2)]);
  assert.deepEqual(changesToTakeIn([change("new", 1)], { ...page, versionOf: () => 0 }), [change("new", 1)]);
});

test("people are named where they are", () => {
  const ada = { name: "Ada", part: "goal", field: "" };
  const bo = { name: "Bo", part: "gone", field: "" };
  assert.equal(lineOf([LARS, bo], { goal: "Mål" }, HERE), "Lars skriver i «Mål» nå · Bo");
  assert.equal(lineOf([], {}, HERE), "");
  assert.equal(wordsOfStep([LARS, bo, ada], "goal", STEP, "Ferdig"), "Lars, Ada skriver her nå");
  assert.equal(wordsOfStep([bo], "goal", STEP, "Ferdig"), "Ferdig");
});
