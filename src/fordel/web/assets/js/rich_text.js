// An editor for rich text in the place of a plain field: bold, italic, lists and links. What is typed is kept in the
// field as HTML, and the server cleans it. Without this the field is plain text. Runs before draft.js.
(function () {
  "use strict";
  var KEPT = { P: "p", UL: "ul", OL: "ol", LI: "li", BR: "br", STRONG: "strong", B: "strong", EM: "em", I: "em" };
  var BLOCKS = /^(H[1-6]|DIV|BLOCKQUOTE|PRE|TR|SECTION|ARTICLE)$/;
  var SILENT = /^(SCRIPT|STYLE|TITLE|TEMPLATE|HEAD|META|LINK|IFRAME|SVG|MATH|OBJECT)$/i;
  var LINK = /^(https?:|mailto:)/i;
  // The browser complains of every inline style that it reads, though none is used.
  var STYLES = /<style[\s\S]*?<\/style>|\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;

  // What is pasted or comes from somebody else, as elements that the editor knows; nothing else gets into the page.
  function tidy(html) {
    var place = document.createDocumentFragment();
    copy(new DOMParser().parseFromString(html.replace(STYLES, ""), "text/html").body, place);
    return place;
  }
  function copy(from, to) {
    from.childNodes.forEach(function (node) {
      if (node.nodeType === Node.TEXT_NODE) to.append(node.data.replace(/[\s\u00a0]+/g, " "));
      if (node.nodeType !== Node.ELEMENT_NODE || SILENT.test(node.nodeName)) return;
      var made = elementFor(node);
      copy(node, made || to);
      if (made) to.append(made);
    });
  }
  function elementFor(node) {
    if (node.nodeName === "A") {
      var address = (node.getAttribute("href") || "").trim();
      if (!LINK.test(address)) return null;
      var link = document.createElement("a");
      link.setAttribute("href", address);
      return link;
    }
    var name = KEPT[node.nodeName] || (BLOCKS.test(node.nodeName) ? "p" : "");
    if (!name) return null;
    var made = document.createElement(name);
    if (/^MsoListParagraph/.test(node.className)) made.className = "MsoListParagraph"; // the server makes it a list
    return made;
  }
  function htmlOf(fragment) {
    var box = document.createElement("div");
    box.append(fragment);
    return box.innerHTML;
  }

  function begin(field) {
    var editor = document.createElement("div");
    editor.className = "rich-text";
    editor.contentEditable = "true";
    editor.setAttribute("role", "textbox");
    editor.setAttribute("aria-multiline", "true");
    editor.setAttribute("aria-labelledby", field.id + "-label");
    ["aria-describedby", "aria-invalid"].forEach(function (name) {
      if (field.hasAttribute(name)) editor.setAttribute(name, field.getAttribute(name));
    });
    editor.name = field.name; // draft.js knows a field by these two
    editor.dataset.version = "";
    var flag = document.createElement("input");
    flag.type = "hidden";
    flag.name = "html." + field.name;
    flag.value = "1";
    put(field.dataset.rich);
    field.value = editor.innerHTML;
    field.dataset.html = "";
    field.classList.add("ds-sr-only");
    field.tabIndex = -1;
    field.setAttribute("aria-hidden", "true");
    field.after(toolbar(), editor, flag);

    function put(html) {
      editor.replaceChildren(tidy(html));
    }
    function changed() {
      field.value = editor.innerHTML;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    function run(command, value) {
      editor.focus();
      document.execCommand(command, false, value);
    }
    function toolbar() {
      var bar = document.createElement("div");
      bar.className = "rich-text-tools";
      bar.setAttribute("role", "group");
      bar.setAttribute("aria-labelledby", field.id + "-label");
      [["bold", "bold"], ["italic", "italic"], ["bullets", "insertUnorderedList"], ["numbers", "insertOrderedList"]].forEach(
        function (pair) { bar.append(button(pair[0], function () { run(pair[1]); })); }
      );
      bar.append(button("link", link));
      return bar;
    }
    function button(name, act) {
      var made = document.createElement("button");
      made.type = "button";
      made.className = "link-button";
      made.textContent = field.dataset[name];
      made.addEventListener("mousedown", function (event) { event.preventDefault(); }); // what is marked stays marked
      made.addEventListener("click", act);
      return made;
    }
    function link() {
      var address = window.prompt(field.dataset.linkAddress, "https://");
      if (address && LINK.test(address.trim())) run("createLink", address.trim());
    }

    editor.addEventListener("input", function (event) {
      event.stopPropagation();
      changed();
    });
    editor.addEventListener("paste", function (event) {
      var html = event.clipboardData.getData("text/html");
      if (!html) return;
      event.preventDefault();
      document.execCommand("insertHTML", false, htmlOf(tidy(html)));
    });
    field.addEventListener("put", function () {
      put(field.value);
      field.value = editor.innerHTML;
    });
    field.addEventListener("focus", function () { editor.focus(); });
  }

  try {
    document.execCommand("defaultParagraphSeparator", false, "p");
  } catch (error) {
    return; // plain text it is
  }
  function beginAll() {
    document.querySelectorAll("textarea[data-rich]:not([data-html])").forEach(begin);
  }
  beginAll();
  var form = document.getElementById("draft-form");
  if (form) form.addEventListener("asked", beginAll);
})();
