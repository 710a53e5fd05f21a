// Two people in one field: both texts are kept, and nothing that somebody has typed is lost.
import assert from "node:assert/strict";
import { test } from "node:test";

import { AFTER_KEY, RETRY } from "../../src/fordel/web/assets/js/draft/saver.js";
import { createClock, createPage, createServer, createStorage, PREFIX, question, settled } from "./support.js";

function twoPeople() {
  const clock = createClock();
  const server = createServer();
  const pageOf = (person, more = {}) =>
    createPage({ clock, send: async (fields) => server.save(person, fields), ...more });
  return { clock, server, pageOf, marit: pageOf("marit"), lars: pageOf("lars") };
}

test("whoever comes last sees both texts and chooses", async () => {
  const { clock, server, marit, lars } = twoPeople();
  lars.type("goal", "Lars");
  await clock.pass(AFTER_KEY);
  marit.type("goal", "Marit");
  await clock.pass(AFTER_KEY);
  const [{ mine, theirs, version }] = marit.conflicts;
  assert.deepEqual([mine, theirs, version, marit.values.goal], ["Marit", "Lars", 1, "Lars"]);
  assert.deepEqual([server.fields.goal.value, marit.storage.length], ["Lars", 0]);
  await marit.choose("goal", mine, version);
  assert.deepEqual([server.fields.goal.value, server.conflictsOf("marit")], ["Marit", {}]);
});

test("a choice that meets a third text is asked again", async () => {
  const { clock, server, marit, lars } = twoPeople();
  lars.type("goal", "Lars");
  await clock.pass(AFTER_KEY);
  marit.type("goal", "Marit");
  await clock.pass(AFTER_KEY);
  lars.type("goal", "Lars igjen");
  await clock.pass(AFTER_KEY);
  await marit.choose("goal", "Marit", 1);
  assert.deepEqual(marit.conflicts.map(({ theirs }) => theirs), ["Lars", "Lars igjen"]);
  assert.equal(server.fields.goal.value, "Lars igjen");
});

test("a choice that is made while the same text is on its way is settled too", async () => {
  const { clock, server, marit, lars } = twoPeople();
  lars.type("goal", "Lars");
  await clock.pass(AFTER_KEY);
  server.save("marit", [{ key: "goal", value: "Fra i går", base: 0 }]); // a conflict from the day before
  const slow = question();
  const late = createPage({ clock, send: (fields) => slow.promise.then(() => server.save("marit", fields)) });
  late.versions.goal = 1;
  late.type("goal", "Marit");
  await clock.pass(AFTER_KEY);
  late.choose("goal", "Marit", 1);
  slow.resolve();
  await clock.pass(AFTER_KEY);
  assert.deepEqual([server.conflictsOf("marit"), late.state[0]], [{}, "saved"]);
  assert.equal(marit.conflicts.length, 0);
});

test("what is typed on top of a choice that has not arrived is still a choice", async () => {
  const { clock, server, pageOf, lars } = twoPeople();
  lars.type("goal", "Lars");
  await clock.pass(AFTER_KEY);
  server.save("marit", [{ key: "goal", value: "Marit", base: 0 }]);
  let isAway = true;
  const send = async (fields) => {
    if (isAway) throw new TypeError("Failed to fetch");
    return server.save("marit", fields);
  };
  const marit = pageOf("marit", { send });
  await marit.choose("goal", "Marit", 1);
  marit.type("goal", "Marit, og mer");
  isAway = false;
  await clock.pass(RETRY);
  assert.deepEqual([server.fields.goal.value, server.conflictsOf("marit")], ["Marit, og mer", {}]);
});

test("whoever still types when texts meet is not interrupted, and chooses between whole texts", async () => {
  const { clock, server, pageOf, lars } = twoPeople();
  lars.type("goal", "Lars");
  await clock.pass(AFTER_KEY);
  const slow = question();
  let requests = 0;
  const send = async (fields) => {
    requests += 1;
    if (requests === 1) await slow.promise;
    return server.save("marit", fields);
  };
  const marit = pageOf("marit", { send });
  marit.type("goal", "Marit skriver");
  await clock.pass(AFTER_KEY);
  marit.type("goal", "Marit skriver videre");
  slow.resolve();
  await settled();
  assert.deepEqual([marit.conflicts, marit.values.goal], [[], "Marit skriver videre"]);
  await clock.pass(AFTER_KEY);
  assert.equal(marit.conflicts[0].mine, "Marit skriver videre");
  assert.equal(server.conflictsOf("marit").goal, "Marit skriver videre");
});

test("a page that is left in the middle brings its text back, with the version it was written on", async () => {
  const { clock, server, pageOf, lars } = twoPeople();
  const storage = createStorage();
  const gone = createPage({ clock: createClock(), send: () => question().promise, storage });
  gone.type("story", "<p>Halv", true);
  lars.type("story", "Lars");
  await clock.pass(AFTER_KEY);
  const sent = [];
  const send = async (fields) => {
    sent.push(...fields);
    return server.save("marit", fields);
  };
  const back = pageOf("marit", { storage, send });
  assert.deepEqual(back.queue.recover().map(([key]) => key), ["story"]);
  await back.saver.flush();
  assert.deepEqual(sent, [{ key: "story", value: "<p>Halv", base: 0, chooses: false, html: true }]);
  assert.deepEqual([server.fields.story.value, server.conflictsOf("marit").story], ["Lars", "<p>Halv"]);
  assert.equal(storage.length, 0);
});

test("a full or forbidden store does not stop saving, and what it cannot read it leaves", async () => {
  const { clock, server, pageOf } = twoPeople();
  const storage = createStorage();
  storage.setItem(`${PREFIX}goal`, "{not JSON");
  storage.setItem(`${PREFIX}plan`, JSON.stringify({ value: "Møtes", base: 0 }));
  storage.setItem("fordel.draft.1.3.goal", JSON.stringify({ value: "Somebody else", base: 0 }));
  storage.isFull = true;
  const marit = pageOf("marit", { storage });
  assert.deepEqual(marit.queue.recover().map(([key]) => key), ["plan"]);
  marit.type("goal", "Alle");
  await clock.pass(AFTER_KEY);
  assert.deepEqual([server.fields.goal.value, server.fields.plan.value], ["Alle", "Møtes"]);
  assert.equal(storage.length, 1, "somebody else's stays");
});

// Whatever happens to the line and in whatever order: the last text of each has been in the field, is kept beside it as
// a conflict, or waits in the browser.
test("nothing is lost when two people write and the line comes and goes", async () => {
  for (let seed = 1; seed <= 60; seed += 1) await writeAtRandom(seed);
});

async function writeAtRandom(seed) {
  const random = randomFrom(seed);
  const clock = createClock();
  const server = createServer();
  const line = createLine(random, server);
  const people = ["marit", "lars"].map((name) => createWriter(name, clock, line.sendAs(name)));
  for (let step = 0; step < 80; step += 1) {
    const writer = people[Math.floor(random() * 2)];
    act(writer, random() < 0.5 ? "goal" : "plan", step);
    await clock.pass(random() * 4000);
    people.forEach((each) => assert.deepEqual(each.lostTexts(server), [], `seed ${seed}, step ${step}`));
  }
  line.repair();
  await clock.pass(4 * RETRY);
  people.forEach(({ page, lostTexts }) => {
    const end = [lostTexts(server), page.queue.isEmpty, page.storage.length, page.state[0]];
    assert.deepEqual(end, [[], true, 0, "saved"], `seed ${seed}`);
  });

  function act(writer, key, step) {
    const what = random();
    if (what < 0.5) writer.write(key, `${writer.name} ${step}`);
    else if (what < 0.7) writer.settle(key, random() < 0.5 ? "mine" : "theirs");
    else if (what < 0.9) line.deliver();
  }
}

/** A line that loses requests, and answers, and lets some wait until they are delivered. */
function createLine(random, server) {
  const waiting = [];
  let isBroken = true;
  const wait = () => new Promise((resolve) => (isBroken ? waiting.push(resolve) : resolve()));
  return {
    deliver: () => waiting.length && waiting.shift()(),
    repair() {
      isBroken = false;
      waiting.splice(0).forEach((resolve) => resolve());
    },
    sendAs: (name) => async (fields) => {
      const fate = isBroken ? random() : 1;
      if (fate < 0.15) throw new TypeError("Failed to fetch");
      if (fate < 0.3) return { status: 502, body: {} };
      if (fate < 0.5) await wait();
      const answer = server.save(name, fields);
      if (fate > 0.4 && fate < 0.6) await wait();
      if (fate > 0.55 && fate < 0.65) throw new TypeError("The answer was lost");
      return answer;
    },
  };
}

/** A person at a page, and what they wrote last in each field and have not given up. */
function createWriter(name, clock, send) {
  const page = createPage({ clock, send });
  const last = {};
  return {
    name,
    page,
    write(key, text) {
      last[key] = text;
      page.type(key, text);
    },
    settle(key, whose) {
      const conflict = page.conflicts.filter((each) => each.key === key).at(-1);
      if (!conflict || last[key] !== conflict.mine) return;
      if (whose === "theirs") delete last[key];
      page.choose(key, conflict[whose], conflict.version);
    },
    lostTexts(server) {
      const beside = server.conflictsOf(name);
      return Object.keys(last).filter((key) => {
        const kept = page.storage.getItem(`${PREFIX}${key}`);
        const waits = kept !== null && JSON.parse(kept).value === last[key];
        return !waits && beside[key] !== last[key] && !server.history.has(`${key}: ${last[key]}`);
      });
    },
  };
}

function randomFrom(seed) {
  let state = seed * 2654435761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
