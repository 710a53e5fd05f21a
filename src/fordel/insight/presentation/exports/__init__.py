"""The status as files: spreadsheets, PDF, a picture and slides. All of them show the tables and charts of the page."""
