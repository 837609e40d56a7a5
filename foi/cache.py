"""In which form is something kept in the cache? As JSON: reading a pickle runs whatever somebody has put there."""

import json
from typing import Any


class JsonSerializer:
    """For `django.core.cache.backends.redis`. Whole numbers stay bare, so that the server can count them up."""

    def dumps(self, value: Any) -> int | bytes:
        return value if type(value) is int else json.dumps(value).encode()

    def loads(self, kept: bytes) -> Any:
        """None for what is no JSON, as for what is not there."""
        try:
            return json.loads(kept)
        except ValueError:
            return None
