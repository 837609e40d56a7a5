"""Which addresses does each audience have? One module an audience."""
