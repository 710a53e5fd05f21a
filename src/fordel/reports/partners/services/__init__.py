"""Partners and owners in the network: added, asked, reminded, told of changes; and what they answer."""
