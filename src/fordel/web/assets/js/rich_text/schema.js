// What an editor can hold, and the way from blocks (read.js) to its document and back.

import { Schema } from "prosemirror-model";

import { markedOf } from "../quote/words.js";
import { finished } from "./finish.js";

const INLINE = "(text | hard_break)*";
const paragraph = { content: INLINE, group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] };
const list = (tag) => ({ content: "list_item+", group: "block", parseDOM: [{ tag }], toDOM: () => [tag, 0] });
const heading = {
  attrs: { level: { default: 3 } },
  content: "text*",
  group: "block",
  defining: true,
  parseDOM: [3, 4].map((level) => ({ tag: `h${level}`, attrs: { level } })),
  toDOM: ({ attrs }) => [`h${attrs.level}`, 0],
};
const cell = (tag, tableRole) => ({
  content: "paragraph",
  attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
  tableRole,
  isolating: true,
  parseDOM: [{ tag }],
  toDOM: () => [tag, 0],
});

const PLAIN_NODES = {
  doc: { content: "block+" },
  paragraph,
  ul: list("ul"),
  ol: list("ol"),
  list_item: { content: "paragraph", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
  text: { inline: true },
  hard_break: { inline: true, selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
};
const TABLE_NODES = {
  heading,
  table: {
    content: "table_row+",
    group: "block",
    tableRole: "table",
    isolating: true,
    parseDOM: [{ tag: "table" }],
    toDOM: () => ["table", ["tbody", 0]],
  },
  table_row: {
    content: "(table_cell | table_header)*",
    tableRole: "row",
    parseDOM: [{ tag: "tr" }],
    toDOM: () => ["tr", 0],
  },
  table_cell: cell("td", "cell"),
  table_header: cell("th", "header_cell"),
};
const PLAIN_MARKS = {
  href: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: (link) => ({ href: link.getAttribute("href") }) }],
    toDOM: ({ attrs }) => ["a", { href: attrs.href }, 0],
  },
  strong: { parseDOM: [{ tag: "strong" }], toDOM: () => ["strong", 0] },
  em: { parseDOM: [{ tag: "em" }], toDOM: () => ["em", 0] },
};
// First of the marks, so that it is around the others.
const NOTE = { note: { parseDOM: [{ tag: "span[data-note]" }], toDOM: () => ["span", { "data-note": "" }, 0] } };

/** The schema of a text with paragraphs, lists, emphasis and links; if structured, also headings, tables and notes. */
export function schemaFor(isStructured) {
  return isStructured
    ? new Schema({ nodes: { ...PLAIN_NODES, ...TABLE_NODES }, marks: { ...NOTE, ...PLAIN_MARKS } })
    : new Schema({ nodes: PLAIN_NODES, marks: PLAIN_MARKS });
}

/** The document that holds the blocks. */
export function docOf(schema, blocks) {
  const { nodes } = schema;
  const found = [];
  blocks.forEach(({ within, runs, rows }) => {
    const before = found[found.length - 1];
    if (/^[uo]l$/.test(within)) {
      const item = nodes.list_item.create(null, nodes.paragraph.create(null, inline(schema, runs)));
      if (before && before.within === within) before.items.push(item);
      else found.push({ within, items: [item] });
    } else if (within === "table") {
      found.push({ node: nodes.table.create(null, rows.map((row, place) => rowOf(schema, row, place))) });
    } else if (within) {
      found.push({ node: nodes.heading.create({ level: Number(within[1]) }, inline(schema, runs)) });
    } else {
      found.push({ node: nodes.paragraph.create(null, inline(schema, runs)) });
    }
  });
  const content = found.map(({ within, items, node }) => node || nodes[within].create(null, items));
  return schema.topNodeType.createAndFill(null, content);
}
function rowOf(schema, row, place) {
  const { nodes } = schema;
  const cells = row.map(({ isHead, runs }) => {
    const type = isHead || place === 0 ? nodes.table_header : nodes.table_cell;
    return type.create(null, nodes.paragraph.create(null, inline(schema, runs)));
  });
  return nodes.table_row.create(null, cells);
}
function inline(schema, runs) {
  return runs.map(({ text, strong, em, href, note }) => {
    if (text === "\n") return schema.nodes.hard_break.create();
    const marks = [];
    if (note && schema.marks.note) marks.push(schema.marks.note.create());
    if (href) marks.push(schema.marks.href.create({ href }));
    if (strong) marks.push(schema.marks.strong.create());
    if (em) marks.push(schema.marks.em.create());
    return schema.text(text, marks);
  });
}

/** The blocks of the document in their one form. */
export function blocksOf(doc) {
  const found = [];
  doc.forEach((node) => {
    const name = node.type.name;
    if (name === "ul" || name === "ol") {
      node.forEach((item) => found.push({ within: name, runs: runsOf(item.firstChild), rows: [] }));
    } else if (name === "table") {
      found.push({ within: "table", runs: [], rows: rowsOf(node) });
    } else {
      found.push({ within: name === "heading" ? `h${node.attrs.level}` : "", runs: runsOf(node), rows: [] });
    }
  });
  return finished(found, Boolean(doc.type.schema.nodes.table));
}
function rowsOf(table) {
  const rows = [];
  table.forEach((row) => {
    const cells = [];
    row.forEach((each) => {
      const isHead = each.type.name === "table_header";
      cells.push({ isHead, columns: each.attrs.colspan, rows: each.attrs.rowspan, runs: runsOf(each.firstChild) });
    });
    rows.push(cells);
  });
  return rows;
}
function runsOf(block) {
  const runs = [];
  block.forEach((node) => {
    const marks = Object.fromEntries(node.marks.map(({ type, attrs }) => [type.name, attrs]));
    const text = node.isText ? node.text.replace(/[\s\u00a0]+/g, " ") : "\n";
    const { strong, em, href, note } = marks;
    const isPlain = text === "\n";
    runs.push({
      text,
      strong: Boolean(strong) && !isPlain,
      em: Boolean(em) && !isPlain,
      href: href && !isPlain ? href.href : "",
      note: Boolean(note),
    });
  });
  return runs;
}

/** The words that are marked, which a comment can be about; of several blocks those in the first. */
export function markedIn({ doc, selection: { from, to } }) {
  const read = [];
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    const found = { text: "", start: 0, end: 0 };
    node.forEach((each, offset) => {
      if (each.marks.some(({ type }) => type.name === "note")) return;
      const first = at + 1 + offset;
      const start = Math.max(from, first) - first;
      const end = Math.min(to, first + each.nodeSize) - first;
      if (start < end) {
        if (found.end === found.start) found.start = found.text.length + start;
        found.end = found.text.length + end;
      }
      found.text += each.isText ? each.text.replace(/\s/g, " ") : " ";
    });
    read.push(found);
    return false;
  });
  return markedOf(read);
}
