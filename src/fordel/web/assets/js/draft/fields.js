// The fields of the form by their key (their name): value, version, and what kind they are. A field has `data-version`;
// boxes and radio buttons of one name are one field.

/** Whether the element is a field of the document (an editor for rich text is: rich_text.js). */
export function isField(element) {
  return Boolean(element && element.dataset && element.dataset.version !== undefined && element.name);
}

export function createFields(form, shown) {
  function allOf(key) {
    const found = form.elements.namedItem(key);
    if (!found) return [];
    return found instanceof RadioNodeList ? [...found] : [found];
  }
  function firstOf(key) {
    return allOf(key)[0] || null;
  }
  function has(key, name) {
    const first = firstOf(key);
    return first !== null && first.dataset[name] !== undefined;
  }

  return {
    firstOf,
    valueOf(key) {
      const first = firstOf(key);
      if (!first) return null;
      const chosen = () => allOf(key).filter((box) => box.checked).map((box) => box.value);
      if (first.type === "checkbox") return chosen();
      return first.type === "radio" ? chosen()[0] || "" : first.value;
    },
    putIn(key, value) {
      const first = firstOf(key);
      if (!first) return;
      if (first.type === "checkbox" || first.type === "radio") {
        const chosen = Array.isArray(value) ? value : [value];
        allOf(key).forEach((box) => (box.checked = chosen.includes(box.value)));
      } else {
        first.value = value === null ? "" : value;
        first.dispatchEvent(new Event("put")); // an editor shows it (rich_text.js)
        shown(first);
      }
    },
    versionOf(key) {
      const first = firstOf(key);
      return first ? parseInt(first.dataset.version, 10) || 0 : null;
    },
    setVersion(key, version) {
      allOf(key).forEach((field) => (field.dataset.version = version));
      const hidden = form.elements.namedItem(`v.${key}`);
      if (hidden) hidden.value = version;
    },
    isHtml(key) {
      return has(key, "html");
    },
    /** Whether other questions depend on it. */
    decides(key) {
      return has(key, "decides");
    },
    isFocused(key) {
      return Boolean(document.activeElement) && document.activeElement.name === key;
    },
    /** Gives it focus: of boxes and radio buttons the chosen one, as Tab would. */
    focus(key) {
      const field = allOf(key).find((box) => box.checked) || firstOf(key);
      if (field) field.focus();
    },
  };
}
