"""The public registers over HTTP, kept in the database for a while; one that is away never stops anybody."""
