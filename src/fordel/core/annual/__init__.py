"""The yearly report to Udir: its layout as a scheme says it, and what is signed."""
