"""Signing in: what allauth asks us, the forms and mails of it, and the sign-in services."""
