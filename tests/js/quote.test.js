// Which words a comment is bound to when somebody marks some.
import assert from "node:assert/strict";
import { test } from "node:test";

import { MOST, countOf, onlyWords } from "../../src/fordel/web/assets/js/quote/words.js";

const TEXTS = ["Barn leker ute.", "Barn og elever lærer. Barn leker.", "lærer"];

test("words that are in one place are taken as they are marked", () => {
  assert.equal(onlyWords(TEXTS, 1, 8, 14), "elever");
  assert.equal(onlyWords(TEXTS, 1, 4, 15), "og elever", "without blanks at their ends");
});

test("words that are in several places take more of their own text, until they are in one", () => {
  assert.equal(onlyWords(TEXTS, 0, 0, 4), "Barn leker ute.");
  assert.equal(onlyWords(TEXTS, 1, 0, 4), "Barn og");
  assert.equal(onlyWords(TEXTS, 1, 22, 26), "Barn leker.");
  assert.equal(onlyWords(TEXTS, 1, 15, 20), "lærer.");
});

test("nothing is chosen if nothing is marked, and words with no others around them are given as they are", () => {
  assert.equal(onlyWords(TEXTS, 0, 4, 5), "");
  assert.equal(onlyWords(["a", "a"], 0, 0, 1), "a");
  assert.equal(countOf(["a", "aa"], "a"), 3);
});

test("no more words than a comment may be about", () => {
  const long = "ord ".repeat(200);
  assert.ok(onlyWords([long], 0, 0, long.length).length <= MOST);
});
