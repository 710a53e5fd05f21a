"""The rules of the grant as pure functions: no Django, no clock, no input or output."""
