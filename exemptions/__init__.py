"""The law of exemptions, and the decisions made under it."""
