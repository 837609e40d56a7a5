"""What must be recorded before an exemption can be relied on, and what follows for the outcome."""
