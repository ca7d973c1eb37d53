"""A real Neo4j server of one's own, with authentication on: started, stopped, killed and started again at will."""

from __future__ import annotations

import hashlib
import os
import random
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Self

from tests.neo4j.endpoint import Endpoint
from tests.neo4j.jars import jars, java, version

SOURCE = Path(__file__).with_name("Server.java")
START_SECONDS = 120.0
STOP_SECONDS = 60.0
# Below the ports that systems hand out to outgoing connections, so that none of those takes the port while a server is down.
PORTS = range(15_000, 32_000)
SETTINGS = """\
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
server.memory.pagecache.size={pagecache_mb}m
server.logs.debug.enabled=false
db.logs.query.enabled=OFF
db.memory.pagecache.warmup.enable=false
db.store.files.preallocate=false
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=keep_none
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""


# Tests ask hundreds of different questions of small graphs that come and go: each is planned once, not whenever the counts have changed.
FOR_TESTS = """\
dbms.cypher.min_replan_interval=1h
server.memory.query_cache.per_db_cache_num_entries=5000
"""


class Server(Endpoint):
    """A server on a free port of 127.0.0.1, with a random password and its data in a temporary folder.

    It is stopped, and its folder deleted, by `close`, and by itself when the process that started it dies.
    """

    pom: Path | None = None  # what pins its version, where that is not the one that the tests run on

    def __init__(self, heap_mb: int = 1024, pagecache_mb: int = 256, optimising: bool = False, keeping: bool = False) -> None:
        """Choose port and password; nothing is started yet.

        Args:
            heap_mb: the most that Java takes for its heap.
            pagecache_mb: the memory that Neo4j takes for pages of its files.
            optimising: let Java compile to the best code, as measurements need. Tests are over before that pays:
                without it they take two thirds of the time and half of the processor.
            keeping: if no earlier run has, keep the classes beside the jars when the server is stopped. That takes
                10 s once, and every later start of any server is quicker by 2 s.
        Raises:
            Missing: something to start it with is not here.
        """
        self.java, self.jars = java(), jars(pom=self.pom)
        self.port = free_port()
        super().__init__(f"neo4j://127.0.0.1:{self.port}", "neo4j", secrets.token_hex(12))
        self.version = version(self.pom)
        self.start_seconds = 0.0  # how long the last start took
        self.pagecache_mb = pagecache_mb
        self.flags = ["-XX:+UseSerialGC", f"-Xmx{heap_mb}m", *([] if optimising else ["-XX:TieredStopAtLevel=1"])]
        self.settings = SETTINGS if optimising else SETTINGS + FOR_TESTS
        self.keeping = keeping
        self.folder: Path | None = None
        self.process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start, on the data that is there, and return when the server answers."""
        assert not self.running, "the server runs already"
        self.kill()  # what ended by itself leaves its pipes
        began = time.monotonic()
        home = self.folder = self.folder or self._new_folder()
        with (home / "log").open("w") as log:
            self.process = subprocess.Popen(
                self._command(home),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,  # an interrupt from the keyboard is for the tests, which then stop the server
            )
        self._await_ready(self.process, home)
        self.start_seconds = time.monotonic() - began

    def _new_folder(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="kb-neo4j-"))
        (folder / "conf").mkdir()
        (folder / "conf" / "neo4j.conf").write_text(self.settings.format(port=self.port, pagecache_mb=self.pagecache_mb))
        return folder

    def _command(self, home: Path) -> list[str]:
        kept = self._kept_classes
        if kept.exists():
            classes = [f"-XX:SharedArchiveFile={kept}"]
        else:
            classes = [f"-XX:ArchiveClassesAtExit={home / kept.name}"] if self.keeping else []
        flags = [*self.flags, *classes, "-Xlog:disable", "-Xlog:all=error:stderr"]
        return [str(self.java / "bin" / "java"), *flags, "-cp", f"{self.jars}/*", str(SOURCE), str(home)]

    @property
    def _kept_classes(self) -> Path:
        """The classes as this Java maps them into memory, instead of reading and checking them one by one."""
        which = hashlib.sha256(bytes(self.java) + (self.java / "release").read_bytes()).hexdigest()[:8]
        return self.jars.with_name(f"{self.jars.name}-{which}.jsa")

    def _await_ready(self, process: subprocess.Popen[str], home: Path) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        limit = Timer(START_SECONDS, process.kill)
        limit.start()
        try:
            print(self.password, file=process.stdin, flush=True)
            ready = any(line == "ready\n" for line in process.stdout)
        finally:
            limit.cancel()
        if not ready:
            said = (home / "log").read_text()
            self.kill()
            self.close()
            raise RuntimeError(f"Neo4j did not start (it has {START_SECONDS:.0f} s):\n{said[-3000:]}")

    def stop(self) -> None:
        """Stop as an operator would; the data stays for the next `start`. Nothing happens if it is down."""
        process = self.process
        if process is None:
            return
        try:
            process.communicate("stop\n", timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        self.process = None
        assert self.folder is not None
        self._keep_classes(self.folder / self._kept_classes.name)

    def _keep_classes(self, written: Path) -> None:
        if written.exists():
            with tempfile.TemporaryDirectory(dir=self.jars.parent) as scratch:
                os.replace(shutil.move(written, scratch), self._kept_classes)

    def kill(self) -> None:
        """End the process at once, with no chance to write anything more; the data stays for the next `start`."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def restart(self) -> None:
        """Stop and start again, on the same port and data."""
        self.stop()
        self.start()

    def close(self) -> None:
        """Stop, and delete the data."""
        super().close()
        try:
            self.stop()
        finally:
            if self.folder is not None:
                shutil.rmtree(self.folder)
                self.folder = None


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on."""
    for port in random.sample(PORTS, 100):
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"a hundred ports between {PORTS.start} and {PORTS.stop} are all taken")
