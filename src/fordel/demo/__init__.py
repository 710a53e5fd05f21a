"""A door of its own: worlds to try Fordel in, a clock that can be moved, and pages to change person. Installed in the
demo alone."""
