"""Readers that go wrong, for the tests of the process that reads spreadsheets; each is a module, as the real one is."""
