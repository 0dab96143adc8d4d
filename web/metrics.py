"""`/metrics` on a port of its own: how the server is doing, in numbers that name nobody and nothing.

Off unless EVERYSEAT_METRICS_PORT is given. It listens on loopback unless EVERYSEAT_METRICS_HOST says
otherwise, and is never reached through the pages' own port.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import get_args

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from events.log.log import LogError
from events.log.plan import Plan
from web.drafting.rooms import Rooms
from web.engine import Engine
from web.live import Hub
from web.settings import Settings, SettingsProblem
from workspace.refusals import Refusal, RefusalKind

BATCHES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
ANSWER_WITHIN = 5.0
Gauges = dict[str, tuple[str, float]]


class Metrics(Collector):
    """What is counted while it happens, and what is looked up when somebody asks."""

    def __init__(self, engine: Engine, hub: Hub, rooms: Rooms) -> None:
        self._engine, self._hub, self._rooms = engine, hub, rooms
        self._loop = asyncio.get_running_loop()
        self.registry = CollectorRegistry()
        self._commits = Counter(
            "everyseat_commits", "Groups of commands made durable.", registry=self.registry
        )
        self._events = Counter("everyseat_events", "Events made durable here.", registry=self.registry)
        self._batch = Histogram(
            "everyseat_batch_size",
            "Commands made durable together.",
            buckets=BATCHES,
            registry=self.registry,
        )
        self._refusals = Counter(
            "everyseat_refusals", "Commands refused by the rules.", ["kind"], registry=self.registry
        )
        for kind in get_args(RefusalKind):
            self._refusals.labels(kind)
        self.registry.register(self)
        engine.writer.on_published.append(self.published)

    def published(self, plans: Sequence[Plan]) -> None:
        """The writer has answered a group of commands."""
        kept = sum(len(made.append.commands) for made in plans)
        if kept:
            self._commits.inc()
            self._batch.observe(kept)
            self._events.inc(sum(len(made.append.events) for made in plans))
        for made in plans:
            for _, answer in made.answers:
                if isinstance(answer, Refusal):
                    self._refusals.labels(answer.kind).inc()

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Look up what stands now. It is asked from another thread, and looked up on the server's."""
        looked = asyncio.run_coroutine_threadsafe(self.gauges(), self._loop)
        for name, (what, value) in looked.result(ANSWER_WITHIN).items():
            yield GaugeMetricFamily(f"everyseat_{name}", what, value=value)

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing is looked up when the registry asks for names."""
        return []

    async def gauges(self) -> Gauges:
        """What stands now: name, what it is, value."""
        lags = await self._lags()
        found: Gauges = {
            "database_up": ("Whether the database answers.", 0.0 if lags is None else 1.0),
            "writer_running": ("Whether commands are being taken.", float(self._engine.writer.running)),
            "queue": ("Commands that wait for the writer.", float(self._engine.writer.queued)),
            "sockets": ("Open pages with a live connection.", float(self._hub.sockets)),
            "draft_sockets": ("Open windows on live drafts.", float(self._rooms.doors.windows)),
            "draft_queue": ("Changes to live drafts that wait to be kept.", float(self._rooms.queued)),
            "parked_views": ("Views that stopped.", float(sum(map(len, self._engine.live.parked.values())))),
            "partnerships_held": ("Partnerships in memory.", float(len(tuple(self._engine.live.watched())))),
        }
        if lags is not None:
            found["lag_events"] = ("Events kept but not folded here, all together.", float(sum(lags)))
            found["lag_events_max"] = (
                "The same of the partnership furthest behind.",
                float(max(lags, default=0)),
            )
        return found

    async def _lags(self) -> list[int] | None:
        """How far each partnership in memory is behind its head; None when the database does not answer."""
        try:
            heads = await asyncio.to_thread(self._engine.log.heads)
        except LogError:
            return None
        lags = []
        for partnership in self._engine.live.watched():
            folded, head = self._engine.live.get(partnership), heads.get(partnership)
            if folded is not None and head is not None:
                # What was folded since the heads were read is no lag.
                lags.append(max(0, head.position - folded.position))
        return lags


@asynccontextmanager
async def metrics_served(
    settings: Settings, engine: Engine, hub: Hub, rooms: Rooms
) -> AsyncIterator[int | None]:
    """Serve the numbers while the block lasts; gives the port, or None when they are off."""
    if settings.metrics_port is None:
        yield None
        return
    registry = Metrics(engine, hub, rooms).registry
    server, thread = start_http_server(settings.metrics_port, addr=settings.metrics_host, registry=registry)
    try:
        yield int(server.server_port)
    finally:
        await asyncio.to_thread(server.shutdown)
        server.server_close()
        thread.join()


def refuse_taken_port(settings: Settings) -> None:
    """Raise while somebody else listens there: it is told before the server begins to start."""
    if settings.metrics_port is None:
        return
    family = socket.AF_INET6 if ":" in settings.metrics_host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.metrics_host, settings.metrics_port))
        except OSError as error:
            raise SettingsProblem(
                f"Nothing can listen on {settings.metrics_host} port {settings.metrics_port} for /metrics: "
                f"{error.strerror}. Name another with EVERYSEAT_METRICS_PORT, or leave it out."
            ) from None
