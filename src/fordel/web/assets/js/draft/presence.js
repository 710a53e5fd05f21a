// Who else is here: the server is asked now and then, more often if there is company.

import { fill } from "../shared/words.js";

export const FIRST = 3000; // milliseconds after the page was opened
export const TOGETHER = 8000;
export const ALONE = 20000;

/** `ask()` resolves to the server's answer, `took(body)` takes it in, `isAway()` says whether there is no use in asking
 * (the page is hidden, or nothing can be saved any more). */
export function createPresence({ ask, took, isAway, clock }) {
  let timer = null;

  function later(delay) {
    clock.clearTimeout(timer);
    timer = clock.setTimeout(look, delay);
  }
  async function look() {
    clock.clearTimeout(timer);
    if (isAway()) {
      later(ALONE);
      return;
    }
    let answer = null;
    try {
      answer = await ask();
    } catch {
      // the line is away; saving says so if something is written
    }
    if (answer && answer.status === 200) took(answer.body);
    else later(ALONE);
  }

  return {
    begin() {
      later(FIRST);
    },
    look,
    /** People are known as of now, from this answer or from that to a save. */
    knows(people) {
      later(people && people.length ? TOGETHER : ALONE);
    },
  };
}

/** What others wrote that is put into the page: nothing that the writer is in, has changed, or has already. */
export function changesToTakeIn(changes, { holds, isFocused, versionOf }) {
  return changes.filter(({ key, version }) => {
    const known = versionOf(key); // null if the field is not on the page
    return known !== null && known < version && !holds(key) && !isFocused(key);
  });
}

/** Where each is, in a line. `titles` is part -> title; a part that is not asked now has none. */
export function lineOf(people, titles, words) {
  const lines = people.map(({ name, part }) => (titles[part] ? fill(words, { name, part: titles[part] }) : name));
  return lines.join(" · ");
}

/** What a step of the task list says: who is there, else `otherwise`. */
export function wordsOfStep(people, part, words, otherwise) {
  const names = people.filter((one) => one.part === part).map((one) => one.name);
  return names.length ? fill(words, { name: names.join(", ") }) : otherwise;
}
