// The page at the door: its rows, what is said, and the counts.

import { fill } from "../shared/words.js";

/** `words` are the sentences of the template, `waits(number)` says what is not sent yet. */
export function createDoorPage({ words, waits }) {
  const root = document.getElementById("door");
  const rows = document.getElementById("door-rows");
  const template = document.getElementById("door-row");
  const line = document.getElementById("door-line");

  function element(number) {
    const known = rows.querySelector(`[data-number="${number}"]`);
    if (known) return known;
    const made = template.content.firstElementChild.cloneNode(true);
    made.dataset.number = number;
    return made;
  }
  function put(item, { number, name, organisation, note, at }) {
    const set = (part, text) => (item.querySelector(`[data-${part}]`).textContent = text);
    set("name", name);
    set("organisation", organisation);
    set("note", note);
    set("at", at);
    set("of", name);
    set("does", at ? words.back : words.in);
    item.querySelector("[data-here]").hidden = !at;
    item.toggleAttribute("data-waits", waits(number));
    const button = item.querySelector("button");
    button.name = at ? "back" : "in";
    button.value = number;
    if (at) button.dataset.variant = "tertiary";
    else delete button.dataset.variant;
  }

  return {
    root,
    /** Shows these rows, in this order; what has focus stays where it is. */
    show(list, found) {
      const shown = new Set(found.map(({ number }) => number));
      list.data.rows.forEach((row, index) => {
        const item = element(row.number);
        put(item, row);
        item.hidden = !shown.has(row.number);
        if (rows.children[index] !== item && !item.contains(document.activeElement)) {
          rows.insertBefore(item, rows.children[index] || null);
        }
      });
      const known = new Set(list.data.rows.map(({ number }) => String(number)));
      [...rows.children].filter((item) => !known.has(item.dataset.number)).forEach((item) => item.remove());
      document.getElementById("door-none").hidden = shown.size > 0;
      const counts = { present: list.present, expected: list.data.rows.length };
      document.getElementById("door-count").textContent = fill(words.count, counts);
      document.getElementById("door-full").hidden = list.present <= list.data.capacity;
    },
    /** Says what became of something; `kind` is `success` or `warning`. */
    say(text, kind) {
      const said = document.createElement("p");
      said.dataset.kind = kind;
      said.textContent = text;
      document.getElementById("door-said").replaceChildren(said);
    },
    /** Says how it is with the network. */
    line(text) {
      line.hidden = false;
      line.textContent = text;
    },
    /** The names leave the page too. */
    empty() {
      rows.replaceChildren();
      document.getElementById("door-said").replaceChildren();
      ["door-search", "door-list", "door-camera", "door-count", "door-full"].forEach((id) => {
        document.getElementById(id).hidden = true;
      });
    },
  };
}
