// An answer that decides what else is asked: questions that come or go are put in or taken out in their place. Nothing
// else on the page moves, so focus and what is being typed stay.

/** What differs between two lists of names in the same order: `gone`, and `added` as [name, the known one that it comes
 * before (null: the end)]. */
export function differenceOf(known, wanted) {
  const left = new Set(wanted);
  const had = new Set(known);
  let next = null;
  const added = [];
  [...wanted].reverse().forEach((name) => {
    if (had.has(name)) next = name;
    else added.unshift([name, next]);
  });
  return { gone: known.filter((name) => !left.has(name)), added };
}

/** Makes the questions in the form, and those outside it, the ones of `page`, the same page as it is on the server now.
 * Returns whether anything changed. */
export function takeIn(form, page) {
  const fresh = page.getElementById("draft-form");
  if (!fresh) return false; // it cannot be written in any more; the next save is answered with why
  const inside = exchange(blocksOf(form, namesIn), blocksOf(fresh, namesIn), form.querySelector(":scope > .draft-end"));
  const outside = exchange(blocksOf(form.parentElement, sectionIn), blocksOf(fresh.parentElement, sectionIn), form);
  return inside || outside;
}

function exchange(known, wanted, end) {
  const { gone, added } = differenceOf([...known.keys()], [...wanted.keys()]);
  gone.forEach((name) => known.get(name).remove());
  added.forEach(([name, next]) => {
    const before = next === null ? end : known.get(next);
    before.before(document.importNode(wanted.get(name), true));
  });
  return gone.length + added.length > 0;
}
function blocksOf(place, nameOf) {
  return new Map([...place.children].map((block) => [nameOf(block), block]).filter(([name]) => name));
}
function namesIn(block) {
  return [...new Set([...block.querySelectorAll("[data-version][name]")].map((field) => field.name))].join(" ");
}
function sectionIn(block) {
  return block.classList.contains("draft-outside") ? block.id : "";
}

/** Shows the task list of `page`, unless somebody is in it. */
export function takeInSteps(page) {
  ["ol", "summary"].forEach((name) => {
    const ours = document.querySelector(`.draft-steps ${name}`);
    const theirs = page.querySelector(`.draft-steps ${name}`);
    if (ours && theirs && !ours.contains(document.activeElement)) ours.innerHTML = theirs.innerHTML;
  });
}
