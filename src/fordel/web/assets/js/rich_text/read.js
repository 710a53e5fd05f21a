// Reads any HTML into the blocks that rich text is made of, as the server does (core/form/rich_read.py).
// A block is {within, runs, rows}: "" a paragraph, "ul" and "ol" an item, "h1" to "h6", or "table" with rows of cells
// {isHead, columns, rows, runs}. A run is {text, strong, em, href, note}; "\n" is a line break.

import { finished, HEADING, last, MOST_COLUMNS } from "./finish.js";

const LINK = /^(https?:|mailto:)/i;
const BLOCK = new RegExp(
  "^(p|div|blockquote|pre|section|article|header|footer|main|aside|nav|address|figure|figcaption|dl|dt|dd|hr)$",
);
const TABLE = /^(table|tr|td|th|caption)$/;
const SILENT = /^(script|style|title|template|head|meta|link|noscript|iframe|svg|math|object|textarea|select)$/;
// The browser complains of every inline style that it reads, though none is used.
const STYLES = /<style[\s\S]*?<\/style>|\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;

/** Whether a link may lead there. */
export function isAddress(text) {
  return LINK.test(text) && !/\s/.test(text);
}

/** The HTML without inline styles. */
export function withoutStyles(html) {
  return html.replace(STYLES, "");
}

/** The blocks with words in them, without blanks at their ends. */
export function blocksIn(html, isStructured) {
  const page = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  const reader = { blocks: [], lists: [], links: [], spans: [], strong: 0, em: 0, heading: 0, tables: 0, cell: null };
  walk(page.body, reader);
  return finished(reader.blocks, isStructured);
}

function walk(from, reader) {
  from.childNodes.forEach((node) => {
    if (node.nodeType === Node.TEXT_NODE) put(reader, node.data.replace(/[\s\u00a0]+/g, " "));
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const tag = node.nodeName.toLowerCase();
    if (SILENT.test(tag)) return;
    start(reader, tag, node);
    walk(node, reader);
    end(reader, tag);
  });
}

function start(reader, tag, node) {
  if (TABLE.test(tag)) startInTable(reader, tag, node);
  else if (/^[uo]l$/.test(tag) && !reader.tables) reader.lists.push(tag);
  else if (tag === "li" && !reader.tables) begin(reader, last(reader.lists) || "ul");
  else if (HEADING.test(tag)) {
    reader.heading += 1;
    paragraph(reader, tag);
  } else if (BLOCK.test(tag) || tag === "li") paragraph(reader, "", /^msolistparagraph/i.test(node.className));
  else if (tag === "br") put(reader, "\n");
  else if (tag === "a") {
    const address = (node.getAttribute("href") || "").trim();
    reader.links.push(isAddress(address) ? address : last(reader.links) || "");
  } else if (tag === "span") reader.spans.push(node.hasAttribute("data-note") || last(reader.spans) || false);
  if (/^(b|strong)$/.test(tag)) reader.strong += 1;
  if (/^(i|em)$/.test(tag)) reader.em += 1;
}
function end(reader, tag) {
  if (TABLE.test(tag)) endInTable(reader, tag);
  else if (/^[uo]l$/.test(tag) && !reader.tables) {
    reader.lists.pop();
    begin(reader, "");
  } else if (tag === "li" && !reader.tables) begin(reader, last(reader.lists) || "");
  else if (HEADING.test(tag)) {
    reader.heading -= 1;
    paragraph(reader, "");
  } else if (BLOCK.test(tag) || tag === "li") paragraph(reader, "");
  else if (tag === "a") reader.links.pop();
  else if (tag === "span") reader.spans.pop();
  if (/^(b|strong)$/.test(tag)) reader.strong -= 1;
  if (/^(i|em)$/.test(tag)) reader.em -= 1;
}
function startInTable(reader, tag, node) {
  if (tag === "table") {
    reader.tables += 1;
    if (reader.tables === 1) {
      reader.blocks.push({ within: "table", runs: [], rows: [] });
      reader.cell = null;
    }
  }
  const { rows } = last(reader.blocks) || {};
  if (reader.tables !== 1) paragraph(reader, "");
  else if (tag === "tr") {
    rows.push([]);
    reader.cell = null;
  } else if (/^t[dh]$/.test(tag)) {
    const columns = Math.min(node.colSpan || 1, MOST_COLUMNS);
    reader.cell = { isHead: tag === "th", columns, rows: Math.max(1, Math.min(node.rowSpan, 100)), runs: [] };
    last(rows).push(reader.cell);
  }
}
function endInTable(reader, tag) {
  if (reader.tables !== 1) paragraph(reader, "");
  else if (tag !== "table") reader.cell = null;
  if (tag !== "table") return;
  reader.tables -= 1;
  if (reader.tables) return;
  reader.cell = null;
  begin(reader, last(reader.lists) || "");
}
function begin(reader, within, isWord = false) {
  reader.blocks.push({ within, isWord, runs: [], rows: [] });
}
function paragraph(reader, within, isWord = false) {
  const inItem = reader.lists.length && reader.blocks.length && /^[uo]l$/.test(last(reader.blocks).within);
  if (!reader.tables && !inItem) {
    begin(reader, within, isWord);
    return;
  }
  const runs = runsOf(reader);
  if (runs.length && last(runs).text !== "\n") put(reader, "\n");
}
function runsOf(reader) {
  if (!reader.blocks.length) begin(reader, "");
  return reader.cell ? reader.cell.runs : last(reader.blocks).runs;
}
function put(reader, text) {
  const runs = runsOf(reader);
  const strong = reader.strong > 0 || (reader.heading > 0 && !HEADING.test(last(reader.blocks).within));
  runs.push({
    text,
    strong,
    em: reader.em > 0,
    href: last(reader.links) || "",
    note: last(reader.spans) || false,
  });
}
