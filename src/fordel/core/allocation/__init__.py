"""Distribution of a frame over needs reports, to the krone."""
