// What a phone at the door keeps: the list with the names, which leaves it when check-in ends or somebody signs out,
// and what has not been sent. The storage may be full or forbidden; then the page works as long as it is open.

const LISTS = "fordel.door.list.";
const QUEUES = "fordel.door.queue.";
const PHONE = "fordel.door.phone";

/** `open` returns the storage (or throws); a list and a queue are those of an event and a person. */
export function createDoorStore(open, event, person) {
  const own = `${event}.${person}`;

  function attempt(run, otherwise) {
    try {
      return run(open());
    } catch {
      return otherwise;
    }
  }
  function read(name, otherwise) {
    return attempt((storage) => JSON.parse(storage.getItem(name)) ?? otherwise, otherwise);
  }
  function write(name, value) {
    attempt((storage) => storage.setItem(name, JSON.stringify(value)));
  }
  function removeLists(isKept) {
    attempt((storage) => {
      Array.from({ length: storage.length }, (_none, index) => storage.key(index))
        .filter((name) => name.startsWith(LISTS) && !isKept(name))
        .forEach((name) => storage.removeItem(name));
    });
  }

  return {
    list: () => read(LISTS + own, null),
    /** Keeps the list, and removes those of others. */
    keepList(list) {
      removeLists((name) => name === LISTS + own);
      write(LISTS + own, list);
    },
    /** No name stays on the phone. */
    forgetLists: () => removeLists(() => false),
    queue: () => read(QUEUES + own, []),
    keepQueue(acts) {
      if (acts.length) write(QUEUES + own, acts);
      else attempt((storage) => storage.removeItem(QUEUES + own));
    },
    /** The key of this phone; `make` gives a new one the first time. */
    phone(make) {
      const known = read(PHONE, null);
      if (known) return known;
      const key = make();
      write(PHONE, key);
      return key;
    },
  };
}
