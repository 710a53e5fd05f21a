// Tables in the editor: how one is put in, that its first row is its head, and that there is always a line to write in
// before and after it.

import { Fragment } from "prosemirror-model";
import { Plugin, TextSelection } from "prosemirror-state";
import { isInTable } from "prosemirror-tables";

const ROWS = 3;
const COLUMNS = 3;

/** A command that puts an empty table after the block that the cursor is in, and the cursor in its first cell. */
export function insertTable(state, dispatch) {
  const { nodes } = state.schema;
  if (!nodes.table || isInTable(state)) return false;
  if (!dispatch) return true;
  const row = (type) => nodes.table_row.create(null, Array.from({ length: COLUMNS }, () => type.createAndFill()));
  const rows = Array.from({ length: ROWS }, (_each, place) => row(place ? nodes.table_cell : nodes.table_header));
  const at = state.selection.$to.after(1);
  const tr = state.tr.insert(at, nodes.table.create(null, rows));
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1))).scrollIntoView());
  return true;
}

/** Whether the first cells of the rows of the table with the cursor are heads. */
export function headsRows(state) {
  const table = tableAround(state);
  return Boolean(table && table.childCount > 1 && table.child(1).firstChild.type.name === "table_header");
}
function tableAround({ selection }) {
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "table") return $from.node(depth);
  }
  return null;
}

/** Keeps tables as they are to be, whatever is pasted or removed. */
export function tableRules(schema) {
  const { table, table_header: head, paragraph } = schema.nodes;
  return new Plugin({
    appendTransaction(transactions, _before, { doc, tr }) {
      if (!transactions.some(({ docChanged }) => docChanged)) return null;
      doc.descendants((node, at, parent, index) => {
        if (node.type !== table) return parent === doc && node.type.name !== "table";
        node.firstChild.forEach((each, offset) => {
          if (each.type !== head) tr.setNodeMarkup(tr.mapping.map(at + 2 + offset), head, each.attrs);
        });
        const next = doc.maybeChild(index + 1);
        if (index === 0) tr.insert(tr.mapping.map(at), paragraph.create());
        if (!next || next.type === table) tr.insert(tr.mapping.map(at + node.nodeSize), paragraph.create());
        return false;
      });
      return tr.docChanged ? tr : null;
    },
  });
}

/** What is pasted in a cell, without the blocks around its words: a cell holds lines. */
export function asLines(slice, view) {
  const { $from } = view.state.selection;
  if (!isInTable(view.state) || slice.content.firstChild?.type.name === "table" || $from.depth < 1) return slice;
  const lines = [];
  slice.content.descendants((node) => {
    if (!node.isTextblock) return true;
    if (lines.length) lines.push(view.state.schema.nodes.hard_break.create());
    node.forEach((each) => lines.push(each));
    return false;
  });
  return lines.length ? new slice.constructor(Fragment.from(lines), 0, 0) : slice;
}
