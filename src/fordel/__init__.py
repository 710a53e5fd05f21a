"""Fordel: runs a state grant from need to changed practice."""
