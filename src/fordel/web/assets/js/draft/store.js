// The browser's own store: written at every key, removed when the server has answered.
// It may be full or forbidden; then the server is asked all the same.

/** `open` returns the storage (or throws), `prefix` is the document's and the person's. */
export function createStore(open, prefix) {
  function attempt(run, otherwise) {
    try {
      return run(open());
    } catch {
      return otherwise;
    }
  }
  function read(text) {
    try {
      const entry = JSON.parse(text);
      return entry && "value" in entry ? entry : null;
    } catch {
      return null; // somebody else's; the rest is kept
    }
  }

  return {
    keep(key, entry) {
      attempt((storage) => storage.setItem(prefix + key, JSON.stringify(entry)));
    },
    forget(key) {
      attempt((storage) => storage.removeItem(prefix + key));
    },
    /** Everything that is kept, as [[key, entry]]. */
    all() {
      return attempt((storage) => {
        const names = Array.from({ length: storage.length }, (_none, index) => storage.key(index));
        return names
          .filter((name) => name.startsWith(prefix))
          .map((name) => [name.slice(prefix.length), read(storage.getItem(name))])
          .filter(([, entry]) => entry !== null);
      }, []);
    },
  };
}
