"""What can be wrong with an installation, one check in each file; `fordel doctor` runs them."""
