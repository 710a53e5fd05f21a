// Replaces a part of the page without taking anything from whoever is in it: focus, what is chosen or typed and not
// sent yet, and what is unfolded.

const WRITTEN = "textarea, input[type=text], input[type=file]";
const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex]";

/** Whether somebody has typed something on the page that is not sent. */
export function isWriting() {
  return [...document.querySelectorAll(WRITTEN)].some((field) => field.value !== field.defaultValue);
}

/** Shows the HTML in the part with the id, if it differs from what is there. */
export function replacePart(id, html) {
  const part = document.getElementById(id);
  if (!part || part.innerHTML === html) return;
  const place = placeOf(part, document.activeElement);
  const kept = unsent(part);
  part.innerHTML = html;
  kept.forEach(([field, name, value]) => {
    const again = document.getElementById(field);
    if (again) again[name] = value;
  });
  if (place) focusAgain(part, place);
}

function unsent(part) {
  const found = [];
  part.querySelectorAll("input[id], textarea[id], details[id]").forEach((each) => {
    if (each.tagName === "DETAILS") {
      if (each.open) found.push([each.id, "open", true]);
    } else if (each.type === "radio" || each.type === "checkbox") {
      if (each.checked !== each.defaultChecked) found.push([each.id, "checked", each.checked]);
    } else if (each.value !== each.defaultValue) found.push([each.id, "value", each.value]);
  });
  return found;
}

// Where focus is: the id, else which control of the same words it is.
function placeOf(part, focused) {
  if (!focused || focused === part || !part.contains(focused)) return null;
  const words = wordsOf(focused);
  const alike = controlsIn(part).filter((each) => wordsOf(each) === words);
  return { id: focused.id, words, at: alike.indexOf(focused) };
}
function focusAgain(part, { id, words, at }) {
  const alike = controlsIn(part).filter((each) => wordsOf(each) === words);
  const again = (id && document.getElementById(id)) || alike[at] || alike[alike.length - 1];
  if (!again) part.tabIndex = -1; // what had focus has gone: reading continues where it was
  (again || part).focus({ preventScroll: true });
}
function controlsIn(part) {
  return [...part.querySelectorAll(CONTROLS)];
}
function wordsOf({ tagName, name, textContent }) {
  return `${tagName} ${name || ""} ${textContent.replace(/\s+/g, " ").trim()}`;
}
