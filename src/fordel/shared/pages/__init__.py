"""What every page is built from: forms, the answer to a mistake, and the columns of lists."""
