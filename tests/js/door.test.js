// Check-in at the door: what a phone keeps, sends and knows without a network.
import assert from "node:assert/strict";
import { test } from "node:test";

import { createActs, uuidOf } from "../../src/fordel/web/assets/js/door/acts.js";
import { createAges } from "../../src/fordel/web/assets/js/door/ages.js";
import { createList } from "../../src/fordel/web/assets/js/door/list.js";
import { createSender, OFTEN, RETRY } from "../../src/fordel/web/assets/js/door/sender.js";
import { createDoorStore } from "../../src/fordel/web/assets/js/door/store.js";
import { createClock, createStorage, question, settled } from "./support.js";

const rows = [
  { number: 1, name: "Kari Nordmann", organisation: "Bodø kommune", note: "", code: "1-AAAAAAAAAA", at: "", phone: 0 },
  { number: 2, name: "Ola Berg", organisation: "", note: "", code: "2-BBBBBBBBBB", at: "09.58", phone: 2 },
];
const data = { event: 7, person: 3, version: "v1", loaded: "token", time: 1000, seconds: 3600, capacity: 10, rows };

function clocks() {
  const hands = { wall: 5_000_000, steady: 100, life: "first" };
  const open = () => createAges({ wall: () => hands.wall, steady: () => hands.steady, life: hands.life });
  return { hands, open };
}
function door(storage = createStorage(), { hands, open } = clocks()) {
  let last = 0;
  const store = createDoorStore(() => storage, 7, 3);
  const acts = createActs({ store, ages: open(), makeKey: () => `key-${hands.life}-${(last += 1)}` });
  return { storage, store, acts, hands, open };
}
function sending(acts, answer) {
  const clock = createClock();
  const said = [];
  const note = (name) => (...more) => said.push([name, ...more].slice(0, 2));
  const page = { took: note("took"), away: note("away"), signedOut: note("out"), ended: note("ended") };
  const asked = [];
  const ask = (sent) => {
    asked.push(sent);
    return answer(sent);
  };
  const sender = createSender({ acts, ask, page: { ...page, refused: note("refused") }, clock });
  return { sender, clock, said, asked };
}
const done = async (sent) => {
  const answers = Object.fromEntries(sent.map(({ key }) => [key, { result: "present" }]));
  return { status: 200, body: { open: true, answers } };
};

test("how long ago is steady while the page is open, whatever becomes of the phone's clock", () => {
  const { hands, open } = clocks();
  const ages = open();
  const mark = ages.mark();
  hands.steady += 30_000;
  hands.wall -= 1_000_000_000;
  assert.equal(ages.ago(mark), 30);
});

test("after a reload it is the difference of two readings, and never less than nothing", () => {
  const { hands, open } = clocks();
  const mark = open().mark();
  Object.assign(hands, { life: "second", steady: 5, wall: hands.wall + 60_000 });
  assert.equal(open().ago(mark), 60);
  hands.wall -= 1_000_000;
  assert.equal(open().ago(mark), 0);
});

test("what is not answered survives a reload, under the same key", () => {
  const first = door();
  first.acts.add({ kind: "in", number: 1 });
  first.hands.life = "second";
  first.hands.wall += 5000;
  const again = door(first.storage, { hands: first.hands, open: first.open });
  assert.deepEqual(again.acts.first(), [{ kind: "in", number: 1, key: "key-first-1", ago: 5 }]);
  assert.ok(again.acts.waits(1));
  again.acts.settle({ "key-first-1": { result: "present" } });
  assert.equal(door(first.storage).acts.count, 0);
});

test("a full or forbidden storage stops nothing while the page is open", () => {
  const storage = createStorage();
  storage.isFull = true;
  const { acts, store } = door(storage);
  acts.add({ kind: "in", number: 1 });
  store.keepList(data);
  assert.equal(acts.count, 1);
  const forbidden = createDoorStore(
    () => {
      throw new Error("SecurityError");
    },
    7,
    3,
  );
  assert.deepEqual([forbidden.queue(), forbidden.list()], [[], null]);
});

test("the names leave the phone, those of other lists too, and what is not sent stays", () => {
  const { storage, store, acts } = door();
  createDoorStore(() => storage, 8, 3).keepList(data);
  acts.add({ kind: "in", number: 1 });
  store.keepList(data);
  assert.equal(createDoorStore(() => storage, 8, 3).list(), null, "somebody opens another list");
  store.forgetLists();
  assert.deepEqual([store.list(), store.queue().length], [null, 1]);
  const left = Array.from({ length: storage.length }, (_none, index) => storage.getItem(storage.key(index))).join("");
  assert.ok(!left.includes("Kari"));
});

test("a ticket means somebody on the list, another event, nobody, or somebody who registered late", () => {
  const list = createList(data);
  assert.equal(list.ticket("FORDEL-7-1-AAAAAAAAAA").row.name, "Kari Nordmann");
  assert.equal(list.ticket(" 1-aaaaaaaaaa ").row.number, 1);
  assert.deepEqual(list.ticket("FORDEL-8-1-AAAAAAAAAA"), { why: "other" });
  assert.deepEqual(list.ticket("FORDEL-7-1-BBBBBBBBBB"), { why: "unknown" });
  assert.deepEqual(list.ticket("FORDEL-7-9-CCCCCCCCCC"), { why: "waits", ticket: "FORDEL-7-9-CCCCCCCCCC" });
  ["https://example.org", "Kari", "", "FORDEL-7-1"].forEach((text) => assert.equal(list.ticket(text), null, text));
});

test("the list is searched by every word, and takes in what the server says", () => {
  const list = createList(data);
  assert.deepEqual(list.find("bodø kari").map(({ number }) => number), [1]);
  assert.equal(list.find("  ").length, 2);
  list.mark(1, "10.00", 1);
  assert.equal(list.present, 2);
  list.takeIn({ ...data, version: "v2", rows: undefined }, { life: "first" });
  assert.equal(list.row(1).at, "10.00");
  list.takeIn({ ...data, version: "v3" }, { life: "first" });
  assert.deepEqual([list.row(1).at, list.data.version], ["", "v3"]);
});

test("without a network it is tried again, and sent once it is back", async () => {
  const { acts } = door();
  acts.add({ kind: "in", number: 1 });
  let isAway = true;
  const { sender, clock, said, asked } = sending(acts, async (sent) => {
    if (isAway) throw new TypeError("Failed to fetch");
    return done(sent);
  });
  await sender.flush();
  await clock.pass(RETRY);
  assert.deepEqual([said.map(([what]) => what), acts.count], [["away", "away"], 1]);
  isAway = false;
  await clock.pass(RETRY);
  assert.deepEqual([acts.count, new Set(asked.map(([{ key }]) => key)).size], [0, 1], "always under the same key");
  assert.deepEqual(clock.waiting, [OFTEN]);
});

test("one request at a time, and what was done in the meantime goes with the next", async () => {
  const { acts } = door();
  acts.add({ kind: "in", number: 1 });
  const first = question();
  const answers = [() => first.promise, done];
  const { sender, asked } = sending(acts, (sent) => answers.shift()(sent));
  sender.flush();
  acts.add({ kind: "in", number: 2 });
  sender.flush();
  assert.equal(asked.length, 1);
  first.resolve(await done(asked[0]));
  await settled();
  assert.deepEqual(asked.map((sent) => sent.map(({ number }) => number)), [[1], [2]]);
  assert.equal(acts.count, 0);
});

[
  [{ status: 401, body: {} }, "out"],
  [{ status: 403, body: {} }, "out"],
  [{ status: 200, body: { open: false, answers: {} } }, "ended"],
  [{ status: 409, body: { open: false, error: "x" } }, "ended"],
].forEach(([answer, what]) => {
  test(`nobody is asked again after ${answer.status}: ${what}`, async () => {
    const { acts } = door();
    const { sender, clock, said } = sending(acts, async () => answer);
    await sender.flush();
    await sender.flush();
    assert.equal(said.at(-1)[0], what);
    assert.deepEqual(clock.waiting, []);
  });
});

test("keys are UUIDs of version 4", () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  [0, 255, 137].forEach((byte) => assert.match(uuidOf(new Uint8Array(16).fill(byte)), uuid));
});
