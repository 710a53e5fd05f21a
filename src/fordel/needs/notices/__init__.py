"""What people are notified of about needs reports."""
