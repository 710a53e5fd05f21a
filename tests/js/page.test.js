// Small rules of the page: which questions come and go, amounts, sentences.
import assert from "node:assert/strict";
import { test } from "node:test";

import { differenceOf } from "../../src/fordel/web/assets/js/draft/conditions.js";
import { grouped, kroner, sumsOf, tidied } from "../../src/fordel/web/assets/js/shared/amounts.js";
import { fill } from "../../src/fordel/web/assets/js/shared/words.js";

test("what comes and goes leaves the rest where it is", () => {
  const cases = [
    [["a", "b"], ["a", "b"], [], []],
    [["a", "c"], ["a", "b", "c"], [], [["b", "c"]]],
    [["a"], ["a", "b", "c"], [], [["b", null], ["c", null]]],
    [["a", "b", "c"], ["a", "c"], ["b"], []],
    [["a", "b"], ["x", "y", "a", "z"], ["b"], [["x", "a"], ["y", "a"], ["z", null]]],
    [[], ["a"], [], [["a", null]]],
    [["a"], [], ["a"], []],
  ];
  cases.forEach(([known, wanted, gone, added]) => {
    assert.deepEqual(differenceOf(known, wanted), { gone, added }, `${known} -> ${wanted}`);
  });
});

test("amounts are read as people write them", () => {
  const read = {
    "": 0,
    44000: 44000,
    "44 000": 44000,
    "44\u00a0000": 44000,
    "44.000": 44000,
    "kr 44.000,-": 44000,
    "44000 kroner": 44000,
    "44000,00": 44000,
    "NOK 44 000": 44000,
    "44,5": 0,
    "førti": 0,
    "-5": 0,
    9999999999999: 0,
  };
  Object.keys(read).forEach((text) => assert.equal(kroner(text), read[text], text));
});

test("a field that is left shows its amount grouped, and how it was read if that is not what is written", () => {
  assert.deepEqual(tidied("1234567"), { value: "1\u00a0234\u00a0567", readAs: null });
  assert.deepEqual(tidied("kr 44.000,-"), { value: "kr 44.000,-", readAs: "44\u00a0000" });
  assert.deepEqual(tidied("førti"), { value: "førti", readAs: null });
  assert.equal(grouped(0), "0");
});

test("a budget is summed by row, group and year", () => {
  const row = (first, second) => [
    { year: "2026", text: first },
    { year: "2027", text: second },
  ];
  const sums = sumsOf([[row("1 000", "kr 500"), row("", "2")], [row("x", "3")], []]);
  assert.deepEqual(sums.years, { 2026: 1000, 2027: 505 });
  assert.equal(sums.total, 1505);
  assert.deepEqual(sums.groups[0], { rows: [1500, 2], years: { 2026: 1000, 2027: 502 }, total: 1502 });
  assert.deepEqual(sums.groups[2], { rows: [], years: {}, total: 0 });
});

test("a sentence keeps what it has no value for", () => {
  assert.equal(fill("{name} og {other}", { name: "Ada {other}" }), "Ada {other} og {other}");
});
