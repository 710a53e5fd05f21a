"""Documents that leave the system: PDF, pictures and slides."""
