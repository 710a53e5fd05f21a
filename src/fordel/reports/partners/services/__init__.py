"""Partners and owners in the network: added, asked, reminded, notified of changes; and what they answer."""
