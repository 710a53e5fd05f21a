// An editor for rich text in the place of a plain field: bold, italic, lists and links. What is typed is kept in the
// field as HTML, and the server cleans it. Without this the field is plain text. Runs before draft.js.

import { htmlOf, isAddress, tidy } from "./rich_text/tidy.js";

const COMMANDS = [
  ["bold", "bold"],
  ["italic", "italic"],
  ["bullets", "insertUnorderedList"],
  ["numbers", "insertOrderedList"],
];

function begin(field) {
  const editor = editorFor(field);
  const flag = document.createElement("input");
  flag.type = "hidden";
  flag.name = `html.${field.name}`;
  flag.value = "1";
  put(field.dataset.rich);
  field.value = editor.innerHTML;
  field.dataset.html = "";
  field.classList.add("ds-sr-only");
  field.tabIndex = -1;
  field.setAttribute("aria-hidden", "true");
  field.after(toolbar(field, editor), editor, flag);

  function put(html) {
    editor.replaceChildren(tidy(html));
  }
  editor.addEventListener("input", (event) => {
    event.stopPropagation();
    field.value = editor.innerHTML;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  editor.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    if (!html) return;
    event.preventDefault();
    document.execCommand("insertHTML", false, htmlOf(tidy(html)));
  });
  field.addEventListener("put", () => {
    put(field.value);
    field.value = editor.innerHTML;
  });
  field.addEventListener("focus", () => editor.focus());
}

function editorFor(field) {
  const editor = document.createElement("div");
  editor.className = "rich-text";
  editor.contentEditable = "true";
  editor.setAttribute("role", "textbox");
  editor.setAttribute("aria-multiline", "true");
  editor.setAttribute("aria-labelledby", `${field.id}-label`);
  ["aria-describedby", "aria-invalid"].forEach((name) => {
    if (field.hasAttribute(name)) editor.setAttribute(name, field.getAttribute(name));
  });
  editor.name = field.name; // draft.js knows a field by these two
  editor.dataset.version = "";
  return editor;
}

function toolbar(field, editor) {
  const bar = document.createElement("div");
  bar.className = "rich-text-tools";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-labelledby", `${field.id}-label`);
  const run = (command, value) => {
    editor.focus();
    document.execCommand(command, false, value);
  };
  COMMANDS.forEach(([name, command]) => bar.append(tool(field.dataset[name], () => run(command))));
  bar.append(
    tool(field.dataset.link, () => {
      const address = (window.prompt(field.dataset.linkAddress, "https://") || "").trim();
      if (isAddress(address)) run("createLink", address);
    }),
  );
  return bar;
}

function tool(name, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "link-button";
  made.textContent = name;
  made.addEventListener("mousedown", (event) => event.preventDefault()); // what is marked stays marked
  made.addEventListener("click", act);
  return made;
}

function beginAll() {
  document.querySelectorAll("textarea[data-rich]:not([data-html])").forEach(begin);
}

function canEdit() {
  try {
    document.execCommand("defaultParagraphSeparator", false, "p");
    return true;
  } catch {
    return false; // plain text it is
  }
}

if (canEdit()) {
  beginAll();
  const form = document.getElementById("draft-form");
  if (form) form.addEventListener("asked", beginAll);
}
