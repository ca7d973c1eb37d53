"""Working something out on all cores: most of what NumPy and SciPy do leaves the interpreter to others meanwhile."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")

THREADS = min(os.cpu_count() or 1, 4)  # what is ahead of those who take it stays in memory


def ahead(make: Callable[[Item], Made], items: Iterable[Item]) -> Iterator[Made]:
    """Yield what is made of each item, in their order; only as many as there are threads are begun before they are asked for.

    Raises what `make` raises, when its item's turn has come.
    """
    begun: deque[Future[Made]] = deque()
    with ThreadPoolExecutor(THREADS, thread_name_prefix="ahead") as threads:
        for item in items:
            begun.append(threads.submit(make, item))
            if len(begun) > THREADS:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
