// Whole kroner as people type and read them. This shows it while somebody types; the server decides.

const SPACES = /[\s\u00a0\u2009\u202f]/g;
const CURRENCY = /^kr\.?|kr\.?$|kroner$|nok/gi;
const NO_ORE = /,(-|–|00)$/;

/** 1234567 -> "1 234 567", with spaces that do not break. */
export function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, "\u00a0");
}

/** The amount in the text, or 0 if there is none: "kr 44.000,-" -> 44000. */
export function kroner(text) {
  let bare = text.replace(SPACES, "").replace(CURRENCY, "").replace(NO_ORE, "");
  if (/^\d{1,3}(\.\d{3})+$/.test(bare)) bare = bare.replace(/\./g, "");
  return /^\d{1,12}$/.test(bare) ? parseInt(bare, 10) : 0;
}

/** What a field of amounts shows when it is left: `value` grouped, and `readAs` if it was read as something else than
 * what is written there (null if not). */
export function tidied(text) {
  const amount = kroner(text);
  const isOther = amount > 0 && text !== grouped(amount) && /[a-z.,]/i.test(text);
  const isBare = amount > 0 && /^[\d\s\u00a0]+$/.test(text);
  return { value: isBare ? grouped(amount) : text, readAs: isOther ? grouped(amount) : null };
}

/** Sums of a budget in kroner. `groups` are lists of rows, a row is a list of `{year, text}`. Returns `years` (year ->
 * sum) and `total` of everything, and in `groups` the same of each group, with the sum of each row in `rows`. */
export function sumsOf(groups) {
  const all = createSums();
  const found = groups.map((rows) => {
    const group = createSums();
    const sums = rows.map((cells) => {
      const row = createSums();
      cells.forEach(({ year, text }) => [row, group, all].forEach((sum) => sum.add(year, kroner(text))));
      return row.total;
    });
    return { rows: sums, years: group.years, total: group.total };
  });
  return { groups: found, years: all.years, total: all.total };
}

function createSums() {
  return {
    years: {},
    total: 0,
    add(year, amount) {
      this.years[year] = (this.years[year] || 0) + amount;
      this.total += amount;
    },
  };
}
