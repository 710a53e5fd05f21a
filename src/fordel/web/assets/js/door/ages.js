// How long ago something happened, whatever the phone's clock shows: a steady clock while the page is open, and after
// a reload the difference between two readings of the phone's own clock, never less than nothing.

/** `wall()` and `steady()` give milliseconds; `life` is another word each time the page is opened. */
export function createAges({ wall, steady, life }) {
  return {
    /** What to keep with whatever happens now. */
    mark: () => ({ wall: wall(), steady: steady(), life }),
    /** Seconds since then. */
    ago(mark) {
      const passed = mark.life === life ? steady() - mark.steady : wall() - mark.wall;
      return Math.max(0, passed / 1000);
    },
  };
}
