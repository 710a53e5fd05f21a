// Shows who else is here: in the bar above the form, in the task list, and at the field they are in.

import { fill } from "../shared/words.js";
import { lineOf, wordsOfStep } from "./presence.js";

export function createPeople({ form, fields, words }) {
  const place = document.querySelector("[data-presence]");

  function showAtSteps(people) {
    const titles = {};
    document.querySelectorAll("[data-step]").forEach((step) => {
      const { step: part, stepWords } = step.dataset;
      titles[part] = step.parentElement.querySelector("b").textContent;
      write(step, wordsOfStep(people, part, words.stepHere, stepWords));
    });
    return titles;
  }
  function showAtFields(people) {
    form.querySelectorAll(".is-here").forEach((mark) => mark.remove());
    people.forEach(({ name, field: key }) => {
      const field = key && fields.firstOf(key);
      if (!field || field.type === "radio" || field.type === "checkbox" || field.closest("table")) return;
      const mark = document.createElement("p");
      mark.className = "is-here small";
      mark.textContent = fill(words.stepHere, { name });
      field.before(mark);
    });
  }

  return {
    show(people) {
      if (!place || !people) return;
      write(place, lineOf(people, showAtSteps(people), words.here));
      showAtFields(people);
    },
  };
}

function write(place, text) {
  if (place.textContent.trim() !== text) place.textContent = text;
}
