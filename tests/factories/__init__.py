"""How do tests come by people, settings and cases? By living through the services: none is impossible."""
