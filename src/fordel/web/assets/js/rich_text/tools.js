// The tools above an editor: buttons that one Tab reaches and the arrows move between. Their words come from the page.

import { redo, undo } from "prosemirror-history";
import { setBlockType, toggleMark } from "prosemirror-commands";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import {
  addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable, toggleHeader,
} from "prosemirror-tables";

import { linkAround } from "./link.js";
import { apart } from "./steps.js";
import { headsRows, insertTable } from "./tables.js";

/** What each tool does, and if it can be on, whether it is; by the name that the page gives the button. */
export function actionsOf(schema) {
  const { nodes, marks } = schema;
  const mark = (type) => ({ run: apart(toggleMark(type)), isOn: (state) => hasMark(state, type) });
  const heading = (level) => ({
    run: apart((state, dispatch) => {
      const isOn = isHeading(state, level);
      return setBlockType(isOn ? nodes.paragraph : nodes.heading, isOn ? null : { level })(state, dispatch);
    }),
    isOn: (state) => isHeading(state, level),
  });
  const list = (type) => ({
    run: apart(toggleList(nodes, type)),
    isOn: (state) => listAround(state)?.type === type,
  });
  const found = {
    bold: mark(marks.strong),
    italic: mark(marks.em),
    bullets: list(nodes.ul),
    numbers: list(nodes.ol),
    link: { isOn: (state) => Boolean(linkAround(state).address) },
    undo: { run: undo },
    redo: { run: redo },
  };
  if (!nodes.table) return found;
  return Object.assign(found, {
    heading: heading(3),
    subheading: heading(4),
    note: mark(marks.note),
    table: { run: apart(insertTable) },
    "add-row": { run: apart(addRowAfter) },
    "add-column": { run: apart(addColumnAfter) },
    "remove-row": { run: apart(deleteRow) },
    "remove-column": { run: apart(deleteColumn) },
    "row-heads": { run: apart(toggleHeader("column")), isOn: headsRows },
    "remove-table": { run: apart(deleteTable) },
  });
}

function hasMark({ doc, selection, storedMarks }, type) {
  const { from, to, empty, $from } = selection;
  return empty ? Boolean(type.isInSet(storedMarks || $from.marks())) : doc.rangeHasMark(from, to, type);
}
function isHeading({ selection }, level) {
  const { parent } = selection.$from;
  return parent.type.name === "heading" && parent.attrs.level === level;
}
function listAround({ selection: { $from } }) {
  return $from.depth > 2 && $from.node(-1).type.name === "list_item" ? $from.node(-2) : null;
}
function toggleList(nodes, type) {
  return (state, dispatch) => {
    const around = listAround(state);
    if (!around) return wrapInList(type)(state, dispatch);
    if (around.type === type) return liftListItem(nodes.list_item)(state, dispatch);
    const at = state.selection.$from.before(-2);
    if (dispatch) dispatch(state.tr.setNodeMarkup(at, type));
    return true;
  };
}

/** The toolbar `bar`, whose buttons have `data-tool`. `press(name)` does what a button is for. Returns what shows how
 * things are in a state of the editor. */
export function createTools(bar, actions, { press, leave }) {
  const buttons = [...bar.querySelectorAll("[data-tool]")].filter((button) => {
    if (!actions[button.dataset.tool]) button.remove();
    return actions[button.dataset.tool];
  });
  const inTable = bar.querySelector("[data-in-table]");
  const shown = () => buttons.filter((button) => !button.closest("[hidden]"));

  function reach(button) {
    buttons.forEach((each) => (each.tabIndex = each === button ? 0 : -1));
  }
  reach(buttons[0]);
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // what is marked stays marked
  bar.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-tool]");
    if (!button) return;
    reach(button);
    press(button.dataset.tool);
  });
  bar.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const known = shown();
    const at = known.indexOf(event.target);
    if (event.key === "Escape") leave();
    else if (event.key === "Home") move(known[0]);
    else if (event.key === "End") move(known[known.length - 1]);
    else if (steps[event.key]) move(known[(at + steps[event.key] + known.length) % known.length]);
    else return;
    event.preventDefault();
  });
  function move(button) {
    reach(button);
    button.focus();
  }

  return (state) => {
    if (inTable) inTable.hidden = !isInTable(state);
    buttons.forEach((button) => {
      const { isOn, run } = actions[button.dataset.tool];
      if (isOn) button.setAttribute("aria-pressed", isOn(state));
      if (run) button.setAttribute("aria-disabled", !run(state));
    });
    if (!shown().some((button) => button.tabIndex === 0)) reach(buttons[0]);
  };
}
