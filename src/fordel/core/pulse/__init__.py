"""The employees' pulse: what is asked, and what may be shown of the answers."""
