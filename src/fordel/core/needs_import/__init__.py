"""How a spreadsheet of needs reports is understood: headings, rows, values, sums. Pure: no files, no database."""
