"""How do tests let many people act in the same moment?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection


def all_at_once(acts: Sequence[Callable[[], Any]], *, clients: int = 0) -> list[Any]:
    """What each act returned or raised. Every client is a thread with a connection of its own.

    The acts are dealt out to the clients, who begin together; by default each act has a client for itself.
    """
    clients = clients or len(acts)
    barrier = Barrier(clients)
    results: list[Any] = [None] * len(acts)

    def client(first: int) -> None:
        try:
            barrier.wait(timeout=30)
            for number in range(first, len(acts), clients):
                try:
                    results[number] = acts[number]()
                except Exception as error:
                    results[number] = error
        finally:
            connection.close()

    with ThreadPoolExecutor(clients) as pool:
        for done in [pool.submit(client, number) for number in range(clients)]:
            done.result(timeout=120)
    return results
