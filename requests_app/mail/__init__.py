"""What goes out by e-mail, and how it reads. The reference is in every subject; no link holds an e-mail address."""
