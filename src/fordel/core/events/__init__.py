"""Events that people register for: who gets a place, and what their programme says."""
