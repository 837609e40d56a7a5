"""What does a letter say, what is wrong with it, and how does it look? One structure, read by all three."""
