"""What each reader may list, and everything a page or a letter needs, read in a constant number of queries."""
