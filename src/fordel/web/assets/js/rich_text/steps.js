// What one press of a tool changes is undone by one «undo», however quickly presses and typing follow each other:
// prosemirror-history joins changes that are close in time and place.

import { closeHistory } from "prosemirror-history";

/** Makes the change `tr` in `view`, apart from the changes before and after it. */
export function changeApart(view, tr) {
  view.dispatch(closeHistory(tr));
  view.dispatch(closeHistory(view.state.tr));
}

/** The command `run`, whose change is a step of its own. */
export function apart(run) {
  return (state, dispatch, view) => run(state, dispatch && ((tr) => changeApart(view, tr)), view);
}
