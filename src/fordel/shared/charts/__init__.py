"""Charts as SVG written on the server: no library, no style attributes, the same picture in pages, PDF and slides.

Every chart comes in two widths (`NARROW` for small screens) and says in one sentence what it shows.
"""
