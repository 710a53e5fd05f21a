// Writes the blocks that `read.js` gives: as HTML in its one form, or as words alone. The server does the same
// (core/form/rich_text.py).

import { grouped } from "./finish.js";
import { blocksIn } from "./read.js";

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const quoted = (text) => escaped(text).replace(/"/g, "&quot;").replace(/'/g, "&#x27;");

/** The blocks as HTML. */
export function htmlOf(blocks) {
  return grouped(blocks, ({ within }) => within)
    .map(([within, same]) => {
      if (within === "table") return same.map(({ rows }) => tableOf(rows)).join("");
      const isList = /^[uo]l$/.test(within);
      const tag = isList ? "li" : within || "p";
      const inner = same.map(({ runs }) => `<${tag}>${lineOf(runs)}</${tag}>`).join("");
      return isList ? `<${within}>${inner}</${within}>` : inner;
    })
    .join("");
}
function tableOf([head, ...body]) {
  const rows = body.map((row) => `<tr>${row.map((cell) => cellOf(cell, "row")).join("")}</tr>`).join("");
  const first = head.map((cell) => cellOf(cell, "col")).join("");
  return `<table><thead><tr>${first}</tr></thead><tbody>${rows}</tbody></table>`;
}
function cellOf({ isHead, runs }, scope) {
  return isHead ? `<th scope="${scope}">${lineOf(runs)}</th>` : `<td>${lineOf(runs)}</td>`;
}
function lineOf(runs) {
  return grouped(runs, ({ note }) => note)
    .map(([isNote, same]) => (isNote ? `<span data-note="">${inlineOf(same)}</span>` : inlineOf(same)))
    .join("");
}
function inlineOf(runs) {
  return grouped(runs, ({ strong, em, href }) => `${strong} ${em} ${href}`)
    .map(([, same]) => {
      const { strong, em, href } = same[0];
      let text = same.map((run) => (run.text === "\n" ? "<br>" : escaped(run.text))).join("");
      if (em) text = `<em>${text}</em>`;
      if (strong) text = `<strong>${text}</strong>`;
      return href ? `<a href="${quoted(href)}">${text}</a>` : text;
    })
    .join("");
}

/** The HTML in its one form. */
export function tidy(html, isStructured) {
  return htmlOf(blocksIn(html, isStructured));
}

/** The words of rich text, as they are counted and compared. */
export function wordsOf(html) {
  return grouped(blocksIn(html, true), ({ within }) => within)
    .flatMap(([within, same]) => {
      if (within === "table") return same.map(({ rows }) => rows.map(rowWords).join("\n"));
      const texts = same.map(({ runs }) => plain(runs));
      if (within === "ul") return texts.map((text) => `- ${text}`).join("\n");
      if (within === "ol") return texts.map((text, place) => `${place + 1}. ${text}`).join("\n");
      return texts;
    })
    .join("\n\n");
}
function rowWords(row) {
  const texts = row.map(({ runs }) => plain(runs).replace(/\s+/g, " "));
  return texts.filter(Boolean).join(" | ");
}
function plain(runs) {
  return grouped(runs, ({ note }) => note).reduce((found, [isNote, same]) => {
    const words = withAddresses(same);
    if (!isNote) return found + words;
    return !found || /\s$/.test(found) ? `${found}[${words}]` : `${found} [${words}]`;
  }, "");
}
function withAddresses(runs) {
  return grouped(runs, ({ href }) => href)
    .map(([href, same]) => {
      const text = same.map((run) => run.text).join("");
      const shown = href.replace(/^mailto:/, "");
      return href && !text.includes(shown) ? `${text} (${shown})` : text;
    })
    .join("");
}
