// Sentences come from the page, which has them in the reader's language.

/** "Read as {amount} kroner" with its values put in. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}
