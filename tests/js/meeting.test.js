// Following a meeting.
import assert from "node:assert/strict";
import { test } from "node:test";

import { createFollower } from "../../src/fordel/web/assets/js/meeting/follower.js";
import { question, settled } from "./support.js";

const changed = (etag, state = "ongoing") => ({
  status: 200,
  headers: new Map([["ETag", etag]]),
  json: async () => ({ state, parts: { screen: `<p>${etag}</p>` } }),
});

function following(answer) {
  const page = { shown: [], reloads: 0, isHidden: false, isWriting: false, etags: [] };
  page.follower = createFollower({
    ask: (etag) => {
      page.etags.push(etag);
      return answer();
    },
    etag: '"1"',
    state: "ongoing",
    page: {
      isHidden: () => page.isHidden,
      isWriting: () => page.isWriting,
      reload: () => (page.reloads += 1),
      replace: ({ screen }) => page.shown.push(screen),
    },
  });
  return page;
}

test("what has changed is shown, and the next question says what is shown", async () => {
  const answers = [changed('"2"'), { status: 304 }, changed('"3"')];
  const page = following(async () => answers.shift());
  for (let time = 0; time < 3; time += 1) await page.follower.ask();
  assert.deepEqual(page.etags, ['"1"', '"2"', '"2"']);
  assert.deepEqual(page.shown, ['<p>"2"</p>', '<p>"3"</p>']);
});

test("one question at a time, none while the page is hidden, and a lost line stops nothing", async () => {
  const first = question();
  const page = following(() => first.promise);
  page.isHidden = true;
  await page.follower.ask();
  page.isHidden = false;
  page.follower.ask();
  page.follower.ask();
  assert.equal(page.etags.length, 1);
  first.reject(new TypeError("Failed to fetch"));
  await settled();
  await page.follower.ask();
  assert.equal(page.etags.length, 2);
});

test("when a time has come everything is asked for", async () => {
  const page = following(async () => changed('"2"'));
  await page.follower.askAgain();
  assert.deepEqual([page.etags, page.shown.length], [[""], 1]);
});

[
  [() => changed('"2"', "held"), "another state"],
  [() => ({ status: 403 }), "a role that has ended"],
  [() => ({ status: 401 }), "a session that has ended"],
].forEach(([answer, what]) => {
  test(`${what} opens the page again, but takes nothing that somebody is writing`, async () => {
    const page = following(async () => answer());
    page.isWriting = true;
    await page.follower.ask();
    assert.deepEqual([page.reloads, page.shown], [0, []]);
    page.isWriting = false;
    await page.follower.ask();
    assert.deepEqual([page.reloads, page.shown, page.etags], [1, [], ['"1"', '"1"']]);
  });
});
