"""The questions of a form, what was answered, and what is missing or wrong. A definition says what is asked."""
