"""The gate for files: what may come in, and what may go out."""
