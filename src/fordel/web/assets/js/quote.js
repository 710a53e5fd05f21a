// Words that are marked in a chapter can be commented on: a link under the chapter leads to the form with the words in
// it, and fills the form if it is on the page. Without this the words are copied into the form.

import { markedOf } from "./quote/words.js";

const BLOCKS = "p, li, h3, h4, td, th";
const NO_WORDS = "sup, .ds-sr-only, a[href^='#to-note']";

/** The words that are marked in the chapter, or ""; of several blocks those in the first. */
function markedIn(chapter) {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return "";
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(chapter)) return "";
  const blocks = [...chapter.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS));
  return markedOf(blocks.map((block) => wordsIn(block, range)));
}

/** The words of the block, and from where to where they are marked. */
function wordsIn(block, range) {
  const nodes = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const found = { text: "", start: 0, end: 0 };
  while (nodes.nextNode()) {
    const node = nodes.currentNode;
    if (node.nodeName === "BR") found.text += " ";
    if (node.nodeType !== Node.TEXT_NODE || node.parentElement.closest(NO_WORDS)) continue;
    if (range.intersectsNode(node)) {
      const first = node === range.startContainer ? range.startOffset : 0;
      const last = node === range.endContainer ? range.endOffset : node.length;
      if (found.end === found.start) found.start = found.text.length + first;
      found.end = Math.max(found.start, found.text.length + last);
    }
    found.text += node.data.replace(/\s/g, " ");
  }
  return found;
}

function begin(place) {
  const chapter = document.getElementById(place.dataset.quote);
  const link = place.querySelector("a");
  const words = place.querySelector("[data-words]");
  const field = document.getElementById("quote");
  const address = link.getAttribute("href");

  document.addEventListener("selectionchange", () => {
    const marked = markedIn(chapter);
    if (!marked) {
      if (!place.contains(document.activeElement)) place.hidden = true; // else focus would be lost
      return;
    }
    words.textContent = marked.length > 60 ? `${marked.slice(0, 60).trim()} …` : marked;
    link.href = address.replace("#", `?ord=${encodeURIComponent(marked)}#`);
    link.dataset.marked = marked;
    place.hidden = false;
  });
  link.addEventListener("click", (event) => {
    if (!field) return;
    event.preventDefault();
    field.value = link.dataset.marked;
    document.getElementById("comment").focus();
  });
}

document.querySelectorAll("[data-quote]").forEach(begin);
