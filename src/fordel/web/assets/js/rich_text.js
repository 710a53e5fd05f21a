// An editor for rich text in the place of a plain field (ProseMirror). What is written is kept in the field as HTML in
// its one form, and the server cleans it. Without this the field is plain text. Runs before draft.js.

import { baseKeymap, chainCommands } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { splitListItem } from "prosemirror-schema-list";
import { EditorState } from "prosemirror-state";
import { isInTable, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";

import { createLinkForm } from "./rich_text/link.js";
import { blocksIn, withoutStyles } from "./rich_text/read.js";
import { blocksOf, docOf, markedIn, schemaFor } from "./rich_text/schema.js";
import { asLines, tableRules } from "./rich_text/tables.js";
import { actionsOf, createTools } from "./rich_text/tools.js";
import { htmlOf, tidy } from "./rich_text/write.js";

function begin(field) {
  const isStructured = field.dataset.structured !== undefined;
  const schema = schemaFor(isStructured);
  const actions = actionsOf(schema);
  const comments = document.querySelector("[data-comment-on]");
  if (comments) actions.comment = { run: commentOn(comments.dataset.commentOn) };
  const parts = document.getElementById("rich-text-tools").content.cloneNode(true);
  const [bar, linkPlace, place] = ["tools", "link", "text"].map((name) => parts.querySelector(`[data-rich-${name}]`));
  nameParts(parts, field);

  const view = new EditorView(
    { mount: place },
    {
      state: EditorState.create({ doc: docOf(schema, blocksIn(field.dataset.rich, isStructured)), plugins: plugins() }),
      attributes: attributesOf(field),
      transformPastedHTML: (html) =>
        html.includes("data-pm-slice") ? withoutStyles(html) : tidy(html, isStructured),
      transformPasted: (slice) => (isStructured ? asLines(slice, view) : slice),
      dispatchTransaction(tr) {
        const isOwn = tr.docChanged && !tr.getMeta("put");
        view.updateState(view.state.apply(tr));
        show(view.state);
        if (isOwn) changed();
      },
    },
  );
  view.dom.name = field.name; // draft.js knows a field by these two
  view.dom.dataset.version = "";
  const link = createLinkForm(linkPlace, view);
  actions.link.run = (_state, dispatch) => !dispatch || link.open();
  const show = createTools(bar, actions, {
    press(name) {
      view.domObserver.flush(); // the browser reports a new place of the cursor a little later
      actions[name].run(view.state, view.dispatch, view);
      if (name !== "link") view.focus();
    },
    leave: () => view.focus(),
  });
  show(view.state);
  field.value = written();
  field.dataset.html = "";
  field.classList.add("ds-sr-only");
  field.tabIndex = -1;
  field.setAttribute("aria-hidden", "true");
  field.after(parts);

  function written() {
    return htmlOf(blocksOf(view.state.doc));
  }
  function changed() {
    field.value = written();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function put(html) {
    const { doc, tr } = view.state;
    const blocks = blocksIn(html, isStructured);
    if (htmlOf(blocks) === written()) return; // also what only the editor holds, such as a table without words
    const { content } = docOf(schema, blocks);
    const start = doc.content.findDiffStart(content);
    if (start === null) return;
    let { a: end, b: newEnd } = doc.content.findDiffEnd(content);
    const overlap = start - Math.min(end, newEnd);
    if (overlap > 0) [end, newEnd] = [end + overlap, newEnd + overlap];
    tr.replace(start, end, docOf(schema, blocks).slice(start, newEnd));
    view.dispatch(tr.setMeta("addToHistory", false).setMeta("put", true));
  }
  function plugins() {
    const breakLine = (state, dispatch) => {
      if (!schema.nodes.hard_break || state.selection.$from.parent.type.name === "heading") return false;
      if (dispatch) dispatch(state.tr.replaceSelectionWith(schema.nodes.hard_break.create()).scrollIntoView());
      return true;
    };
    const inCell = (state, dispatch) => isStructured && isInTable(state) && breakLine(state, dispatch);
    const keys = {
      "Mod-b": actions.bold.run,
      "Mod-i": actions.italic.run,
      "Mod-k": (...given) => actions.link.run(...given),
      "Mod-z": undo,
      "Mod-y": redo,
      "Shift-Mod-z": redo,
      "Shift-Enter": breakLine,
      Enter: chainCommands(inCell, splitListItem(schema.nodes.list_item)),
    };
    const ofTables = isStructured ? [tableRules(schema), tableEditing()] : [];
    return [keymap(keys), ...ofTables, keymap(baseKeymap), history()];
  }
  // What is typed goes to the field above; the keys that reach the form from here are not those of a field of its own.
  view.dom.addEventListener("input", (event) => event.stopPropagation());
  field.addEventListener("put", () => {
    put(field.value);
    field.value = written();
  });
  field.addEventListener("focus", () => view.focus());
}

/** A command that leaves for the form of a comment on the words that are marked; what is not saved yet is saved. */
function commentOn(address) {
  return (state, dispatch) => {
    const marked = markedIn(state);
    if (marked && dispatch) location.assign(`${address}?ord=${encodeURIComponent(marked)}#comment`);
    return Boolean(marked);
  };
}

/** Gives the parts of an editor their ids and names after the field. */
function nameParts(parts, field) {
  parts.querySelectorAll("[data-rich-id]").forEach((part) => (part.id = `${field.id}-${part.dataset.richId}`));
  const tools = parts.querySelector("[data-rich-tools]");
  tools.setAttribute("aria-labelledby", `${field.id}-label`);
  tools.setAttribute("aria-describedby", `${field.id}-keys`);
  parts.querySelector("[data-rich-link] input").setAttribute("aria-describedby", `${field.id}-link-problem`);
  const hidden = parts.querySelector("input[type=hidden]");
  hidden.name = `html.${field.name}`;
  parts.querySelectorAll("[data-structured]").forEach((part) => {
    if (field.dataset.structured === undefined) part.remove();
  });
}
function attributesOf(field) {
  const found = {
    class: "rich-text",
    role: "textbox",
    "aria-multiline": "true",
    "aria-labelledby": `${field.id}-label`,
  };
  ["aria-describedby", "aria-invalid"].forEach((name) => {
    if (field.hasAttribute(name)) found[name] = field.getAttribute(name);
  });
  return found;
}

function beginAll() {
  document.querySelectorAll("textarea[data-rich]:not([data-html])").forEach(begin);
}

beginAll();
const form = document.getElementById("draft-form");
if (form) form.addEventListener("asked", beginAll);
