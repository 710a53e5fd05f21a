// Brings the blocks of rich text into their one form, as the server does (core/form/rich_read.py): a test compares.

export const HEADING = /^h[1-6]$/;
export const MOST_COLUMNS = 20;
const MOST_ROWS = 500;
const MOST_FILLED = 3;
const WORD_BULLET = /^\s*(?:[·•§o▪-]|(\d{1,3}|[a-z])[.)])[\s\u00a0]+/;
const PLAIN = { strong: false, em: false, href: "", note: false };

export const last = (list) => list[list.length - 1];

/** The blocks in their one form: what `core.form.rich_read.read_blocks` does with what it has read. */
export function finished(blocks, isStructured) {
  const found = blocks.flatMap((block) =>
    block.within === "table" ? tableIn(block, isStructured) : wordsIn(block, isStructured),
  );
  const headings = found.filter(({ within }) => HEADING.test(within));
  const highest = headings.map(({ within }) => within).sort()[0];
  headings.forEach((block, place) => {
    block.within = place === 0 || block.within === highest ? "h3" : "h4";
  });
  return found;
}
function wordsIn(block, isStructured) {
  let { within } = block;
  let runs = tidied(block.runs, isStructured);
  if (!runs.length) return [];
  if (block.isWord) [within, runs] = wordItem(runs);
  if (HEADING.test(within)) {
    runs = runs.map((run) => ({ ...run, text: run.text === "\n" ? " " : run.text, strong: !isStructured }));
    if (!isStructured) within = "";
  }
  return runs.length ? [{ within, runs, rows: [] }] : [];
}
function wordItem(runs) {
  const bullet = WORD_BULLET.exec(runs.map(({ text }) => text).join(""));
  if (!bullet) return ["ul", runs];
  let left = bullet[0].length;
  const rest = runs.map((run) => {
    const text = run.text.slice(left);
    left = Math.max(0, left - run.text.length);
    return { ...run, text };
  });
  return [bullet[1] ? "ol" : "ul", trimmed(rest)];
}
function tableIn(block, isStructured) {
  const outside = tidied(block.runs, isStructured);
  const found = outside.length ? [{ within: "", runs: outside, rows: [] }] : [];
  const filled = block.rows.map((row) =>
    row.map((cell) => ({ ...cell, runs: tidied(cell.runs, isStructured) })),
  );
  const rows = filled.filter((row) => row.length);
  const grid = isStructured ? gridOf(rows) : [];
  if (grid.length > 1 && grid[0].length > 1) return [...found, { within: "table", runs: [], rows: headed(grid) }];
  const lines = rows.map((row) =>
    row
      .filter(({ runs }) => runs.length)
      .flatMap(({ runs }, place) => (place ? [{ ...PLAIN, text: " | " }, ...runs] : runs)),
  );
  const written = lines.filter((runs) => runs.length);
  return [...found, ...written.map((runs) => ({ within: "", runs: trimmed(runs), rows: [] }))];
}

const emptyCell = () => ({ isHead: false, columns: 1, rows: 1, runs: [] });

function gridOf(rows) {
  const covered = new Array(2 * MOST_COLUMNS + 2).fill(0);
  const found = [];
  if (rows.length > MOST_ROWS) return [];
  for (const row of rows) {
    const cells = [...row];
    const placed = [];
    const isMore = () => cells.length || covered.slice(placed.length, MOST_COLUMNS).some(Boolean);
    while (placed.length <= MOST_COLUMNS && isMore()) {
      const column = placed.length;
      const isCovered = covered[column] > 0;
      covered[column] = Math.max(0, covered[column] - 1);
      const cell = cells.length && !isCovered ? cells.shift() : emptyCell();
      placed.push(cell);
      for (let beside = column; beside < column + cell.columns; beside += 1) {
        covered[beside] = Math.max(covered[beside], cell.rows - (beside === column ? 1 : 0));
      }
    }
    if (placed.length > MOST_COLUMNS) return [];
    if (found.length || placed.some(({ runs }) => runs.length)) found.push(placed);
  }
  const width = Math.max(0, ...found.map((row) => row.length));
  const count = rows.reduce((sum, row) => sum + row.length, 0);
  if (width * found.length > MOST_FILLED * count + 60) return [];
  return found.map((row) => [...row, ...Array.from({ length: width - row.length }, emptyCell)]);
}
function headed(rows) {
  const byRow = rows.slice(1).some(([first]) => first.isHead && first.runs.length);
  return rows.map((row, place) =>
    row.map((cell, column) => {
      const isHead = cell.runs.length > 0 && (place === 0 || (column === 0 && byRow));
      return { isHead, runs: isHead ? cell.runs.map((run) => ({ ...run, strong: false })) : cell.runs };
    }),
  );
}

/** The runs in groups beside each other for which `keyOf` says the same, as [key, runs]. */
export function grouped(runs, keyOf) {
  const found = [];
  runs.forEach((run) => {
    const key = keyOf(run);
    if (found.length && last(found)[0] === key) last(found)[1].push(run);
    else found.push([key, [run]]);
  });
  return found;
}
function tidied(runs, isStructured) {
  return trimmed(
    grouped(runs, ({ note }) => note).flatMap(([isNote, same]) => {
      if (!isNote) return same;
      const note = trimmed(same.map((run) => ({ ...run, text: run.text === "\n" ? " " : run.text })));
      if (!note.length) return [{ ...PLAIN, text: " " }];
      if (isStructured) return note;
      const words = note.map((run) => ({ ...run, note: false }));
      return [{ ...PLAIN, text: " (" }, ...words, { ...PLAIN, text: ")" }];
    }),
  );
}
function trimmed(runs) {
  const kept = [];
  const shorten = () => {
    while (kept.length && last(kept).text.endsWith(" ")) {
      const before = kept.pop();
      const text = before.text.replace(/ +$/, "");
      if (text) kept.push({ ...before, text });
    }
  };
  runs.forEach((run) => {
    run.text.split(/(\n)/).forEach((text) => {
      const before = kept.length ? last(kept).text : "\n";
      if (text === "\n") {
        shorten();
        if (kept.length) kept.push({ ...PLAIN, text });
        return;
      }
      const piece = /[ \n]$/.test(before) ? text.replace(/^ +/, "") : text;
      if (piece) kept.push({ ...run, text: piece });
    });
  });
  while (kept.length && !last(kept).text.replace(/[ \n]+$/, "")) kept.pop();
  if (kept.length) kept.push({ ...last(kept), text: kept.pop().text.replace(/ +$/, "") });
  return kept;
}
