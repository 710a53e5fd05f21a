"""Answers that nobody can be known by: what may be shown of them, and what must stay hidden."""
