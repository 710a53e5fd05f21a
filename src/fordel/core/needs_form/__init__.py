"""The questions of a needs report, what was answered, and what is missing or wrong. The scheme says what is asked."""
