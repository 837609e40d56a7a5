"""How do tests come by people, settings and cases? By living through the services, so that none is impossible."""
