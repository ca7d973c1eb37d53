"""How things are measured: whole processes, with their peak memory."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_LOOK_EVERY_S = 0.05


@dataclass(frozen=True)
class Run:
    """A process that ran to its end."""

    seconds: float
    peak_mb: float
    output: str


def run(arguments: Sequence[str | Path], environment: dict[str, str] | None = None) -> Run:
    """Run a Python command to its end and watch its memory. Raises RuntimeError when it fails."""
    started = time.perf_counter()
    peak = 0.0
    with subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            peak = max(peak, _resident_mb(watched))
            time.sleep(_LOOK_EVERY_S)
        seconds = time.perf_counter() - started
        output, errors = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, arguments))}: {errors or output}")
    return Run(seconds, peak, output)


def _resident_mb(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 1e6
    except psutil.Error:
        return 0.0
