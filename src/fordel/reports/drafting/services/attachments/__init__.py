"""Files that go with a report: checked, scanned, kept and taken away again."""
