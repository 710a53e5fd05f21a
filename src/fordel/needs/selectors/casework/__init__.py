"""What the office sees of the reports it handles."""
