// The words that a comment is about: they must be in one place only, or nobody can tell which are meant.

export const MOST = 300;

/** How often the words are in the texts. */
export function countOf(texts, words) {
  return words ? texts.reduce((sum, text) => sum + text.split(words).length - 1, 0) : 0;
}

/** The words from `start` to `end` of the text in `place`, with as many more of that text as make them the only ones;
 * "" if nothing is chosen. */
export function onlyWords(texts, place, start, end) {
  const text = texts[place];
  let [from, to] = trimmed(text, start, end);
  if (from >= to) return "";
  while (countOf(texts, text.slice(from, to)) > 1 && (from > 0 || to < text.length)) {
    if (to < text.length) to = wordEnd(text, to);
    else from = wordStart(text, from);
  }
  const words = text.slice(from, to).trim();
  return words.length > MOST ? words.slice(0, MOST).replace(/\s+\S*$/, "") : words;
}

/** The words that are marked in the first of some texts with marked words; each is {text, start, end}. */
export function markedOf(read) {
  const place = read.findIndex(({ text, start, end }) => text.slice(start, end).trim());
  if (place < 0) return "";
  const { start, end } = read[place];
  return onlyWords(read.map(({ text }) => text), place, start, end);
}

function trimmed(text, start, end) {
  const words = text.slice(start, end);
  const before = words.length - words.trimStart().length;
  return [start + before, start + words.trimEnd().length];
}
function wordEnd(text, from) {
  const found = /^\s*\S+/.exec(text.slice(from));
  return found ? from + found[0].length : text.length;
}
function wordStart(text, to) {
  return to - /\S+\s*$/.exec(text.slice(0, to))[0].length;
}
