// Two people in one field: both texts are shown beside each other, and whoever comes last chooses.

import { fill } from "../shared/words.js";
import { wordsOf } from "../rich_text/write.js";

/** `choose(key, value, version)` is called with the text that the field is to hold. */
export function createConflicts({ form, fields, choose }) {
  function chosen(block, key, value, version) {
    fields.putIn(key, value);
    block.remove();
    fields.focus(key);
    choose(key, value, version);
  }

  // Those that were there when the page was opened; without script they are sent with the form.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name^='keep.']");
    if (!button) return;
    event.preventDefault();
    const key = button.name.slice("keep.".length);
    const text = button.dataset.html ?? button.parentElement.querySelector("p").textContent;
    chosen(button.closest("[data-conflict]"), key, text, fields.versionOf(key));
  });

  return {
    show(conflict) {
      const { key, by, mine, theirs, version } = conflict;
      const first = fields.firstOf(key);
      if (!first) return;
      const before = form.querySelector(`[data-conflict="${key}"]`);
      const hadFocus = before !== null && before.contains(document.activeElement);
      if (before) before.remove();
      const block = document.getElementById("conflict-words").content.firstElementChild.cloneNode(true);
      block.dataset.conflict = key;
      block.querySelectorAll("[data-conflict-heading], [data-their-heading]").forEach((heading) => {
        heading.textContent = fill(heading.textContent, { name: by });
      });
      block.querySelector("[data-mine]").textContent = read(mine, first);
      block.querySelector("[data-theirs]").textContent = read(theirs, first);
      block.querySelectorAll("[data-keep]").forEach((button) => {
        const value = button.dataset.keep === "mine" ? mine : theirs;
        button.addEventListener("click", () => chosen(block, key, value, version));
      });
      placeOf(first).append(block);
      fields.setVersion(key, version);
      fields.putIn(key, theirs);
      if (hadFocus) fields.focus(key);
    },
  };
}

function placeOf(field) {
  const place = field.closest(".ds-field, fieldset, .budget") || field.parentElement;
  return place.classList.contains("choice") ? place.closest("fieldset") : place;
}
function read(value, field) {
  if (Array.isArray(value)) return value.join(", ");
  return field.dataset.rich === undefined ? value : wordsOf(value);
}
