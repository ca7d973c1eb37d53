"""Print the attacks as a table of Markdown: what each costs, and whether it is refused as it is to be."""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
from pathlib import Path
from time import process_time

import psutil
from starlette.types import ASGIApp

from kb.api.app import create_app
from tests.attacks.sending import Attack, send
from tests.attacks.served import made, opened
from tests.attacks.table import ATTACKS

MOST_MILLISECONDS = 50
MOST_KILOBYTES = 256  # by which a batch of one attack may make the process larger, once everything is there
BATCHES, TIMES = 3, 10
REFUSED = "refused"


async def tried(app: ASGIApp, attack: Attack) -> tuple[float, int, str]:
    """Send an attack many times. Return the median of the processor time in milliseconds, the kilobytes it left, and the verdict."""
    spent, grown, verdict = list[float](), list[int](), REFUSED
    for batch in range(BATCHES):
        before = _kilobytes()
        for number in range(TIMES):
            sent = attack.again(batch * TIMES + number)
            began = process_time()
            answer = await send(app, sent)
            spent.append((process_time() - began) * 1000)
            if answer.status != attack.status or attack.code not in answer.codes:
                verdict = f"**{answer.status} {answer.codes[:3]}**"
        grown.append(_kilobytes() - before)
    median, left = sorted(spent)[len(spent) // 2], min(grown[1:])  # the first batch makes what is made once
    if verdict == REFUSED and (median > MOST_MILLISECONDS or left > MOST_KILOBYTES):
        verdict = "**refused, but too dear**"
    return median, left, verdict


def _kilobytes() -> int:
    gc.collect()
    size: int = psutil.Process().memory_info().rss
    return size // 1024


async def tried_all(url: str) -> int:
    """Try every attack, and print what came of it. Return how many are not refused as they are to be."""
    failed = 0
    kb = opened(url)
    app = create_app(kb)
    print("| attack | bytes | answer | CPU, ms | memory, kB | verdict |\n|---|---:|---|---:|---:|---|")
    for attack in ATTACKS:
        milliseconds, kilobytes, verdict = await tried(app, attack)
        failed += verdict != REFUSED
        size = len(attack.body) or len(attack.address or b"")
        print(f"| {attack.name} | {size} | {attack.status} {attack.code} | {milliseconds:.1f} | {kilobytes} | {verdict} |", flush=True)
    await kb.close()
    return failed


def main() -> int:
    """Try every attack on an application of our own."""
    with tempfile.TemporaryDirectory() as folder:
        failed = asyncio.run(tried_all(made(Path(folder))))
    print(f"\n{len(ATTACKS)} attacks, {failed} not refused as they are to be")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
