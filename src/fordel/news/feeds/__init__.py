"""Reads feeds of others over the network. Knows no database."""
