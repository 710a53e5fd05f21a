// The small form for the address of a link: it opens under the tools, and gives focus back to the text.

import { TextSelection } from "prosemirror-state";

import { isAddress } from "./read.js";
import { changeApart } from "./steps.js";

/** The form in `place`, for the editor `view`; `open()` shows it. */
export function createLinkForm(place, view) {
  const field = place.querySelector("input");
  const problem = place.querySelector("[data-link-problem]");
  const remove = place.querySelector("[data-link='remove']");

  function close() {
    place.hidden = true;
    view.focus();
  }
  function refuse(isWrong) {
    problem.hidden = !isWrong;
    if (isWrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    if (isWrong) field.focus();
  }
  function apply() {
    const typed = field.value.trim();
    const address = typed.includes(":") ? typed : withScheme(typed);
    if (!isAddress(address)) {
      refuse(true);
      return;
    }
    const { href } = view.state.schema.marks;
    const { from, to, empty } = view.state.selection;
    const { tr } = view.state;
    if (empty) tr.insertText(typed, from);
    const end = empty ? from + typed.length : to;
    tr.removeMark(from, end, href).addMark(from, end, href.create({ href: address }));
    tr.setSelection(TextSelection.create(tr.doc, end)).removeStoredMark(href);
    changeApart(view, tr);
    close();
  }
  function takeAway() {
    const { from, to } = view.state.selection;
    changeApart(view, view.state.tr.removeMark(from, to, view.state.schema.marks.href));
    close();
  }

  place.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key !== "Enter" || event.target !== field) return;
    else apply();
    event.preventDefault();
  });
  place.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-link]");
    if (button) ({ apply, remove: takeAway, close })[button.dataset.link]();
  });
  ["input", "change"].forEach((name) => place.addEventListener(name, (event) => event.stopPropagation()));

  return {
    open() {
      const { around, address } = linkAround(view.state);
      if (around) view.dispatch(view.state.tr.setSelection(around));
      refuse(false);
      field.value = address;
      remove.hidden = !address;
      place.hidden = false;
      field.focus();
      field.select();
      return true;
    },
  };
}

function withScheme(typed) {
  if (!typed.includes(".")) return typed;
  return typed.includes("@") ? `mailto:${typed}` : `https://${typed}`;
}

/** The link that the cursor is in: a selection of all of it, and its address ("" if there is none). */
export function linkAround({ doc, schema, selection }) {
  const { href } = schema.marks;
  const { $from, from } = selection;
  let address = "";
  const found = { from: null, to: null };
  $from.parent.forEach((node, offset) => {
    const start = $from.start() + offset;
    const mark = href.isInSet(node.marks);
    const isHere = mark && start <= from && from <= start + node.nodeSize;
    if (!isHere) return;
    address = mark.attrs.href;
    found.from = found.from ?? start;
    found.to = start + node.nodeSize;
  });
  if (!address) return { around: null, address };
  return { around: selection.empty ? TextSelection.create(doc, found.from, found.to) : null, address };
}
