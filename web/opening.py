"""Opening everything a server needs, in order, and closing it again in the opposite one."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

import structlog
from litestar import Litestar
from sqlalchemy import make_url

from events.log.keys import KeyStore
from events.log.log import Log
from events.log.migrations import KEYS, LOG, check, revision_of
from events.log.serving import serve_lock
from web.accounts import CHAIN, Accounts
from web.control import start_control
from web.drafting.readiness import Readiness
from web.drafting.rooms import Rooms
from web.engine import Engine
from web.ideas import Forgetting
from web.live import Fragment, Hub
from web.mail import Post
from web.metrics import metrics_served
from web.page import Services
from web.rendering import Rendering
from web.settings import Settings
from web.webhooks.deliveries import Deliveries
from web.webhooks.making import Webhooks

logger = structlog.get_logger(__name__)


def open_keys(settings: Settings) -> KeyStore:
    """The key store; when it is lost, the server runs without and says so beside every text."""
    if revision_of(settings.keys_url, KEYS) is None:
        logger.error("no_key_store", advice="restore it from its backup; until then words cannot be read")
        return KeyStore.missing()
    check(settings.keys_url, KEYS)
    return KeyStore.at(settings.keys_url, settings.master_key)


def sole_server(settings: Settings) -> AbstractContextManager[None]:
    """The right to write an SQLite file, which one process at a time may hold."""
    if not settings.on_sqlite:
        return nullcontext()
    return serve_lock(Path(make_url(settings.database_url).database or ""))


def lifespan_of(settings: Settings, fragments: list[Fragment]) -> Callable[[Litestar], Any]:
    """What Litestar enters before the first request and leaves after the last one."""

    @asynccontextmanager
    async def opened(app: Litestar) -> AsyncIterator[None]:
        async with AsyncExitStack() as closing:
            await open_everything(app, settings, fragments, closing)
            yield

    return opened


async def open_everything(
    app: Litestar, settings: Settings, fragments: list[Fragment], closing: AsyncExitStack
) -> None:
    """Open what is there; `closing` undoes it in the opposite order, also when a later step fails."""
    settings.prepare()
    closing.enter_context(sole_server(settings))
    check(settings.database_url, LOG)
    check(settings.accounts_url, CHAIN)
    keys = open_keys(settings)
    closing.callback(keys.close)
    log = Log.open(settings.database_url)
    closing.callback(log.close)
    accounts, mail = Accounts.at(settings.accounts_url), Post(settings)
    closing.push_async_callback(accounts.stop)
    closing.push_async_callback(mail.close)
    engine, rendering = Engine(log, keys), Rendering(keys)
    closing.push_async_callback(Forgetting(engine).stop)
    closing.push_async_callback(engine.stop)
    hub = Hub(engine, rendering, fragments)
    closing.callback(hub.close)
    accounts.sessions.on_change(hub.end_sessions)
    app.state.update({"accounts": accounts, "engine": engine, "hub": hub, "mail": mail})
    app.state.services = Services(engine, rendering, settings.secret)
    await accounts.start()
    await engine.start()
    app.state.rooms = rooms = Rooms(engine)
    closing.push_async_callback(rooms.close)
    await rooms.start()
    app.state.readiness = Readiness(rooms, keys)
    metrics = metrics_served(settings, engine, hub, rooms)
    app.state.metrics_port = await closing.enter_async_context(metrics)
    await open_webhooks(app, settings, log, accounts, closing)
    control = await start_control(engine, accounts, settings)
    if control is not None:
        closing.push_async_callback(control.stop)


async def open_webhooks(
    app: Litestar, settings: Settings, log: Log, accounts: Accounts, closing: AsyncExitStack
) -> None:
    """What conveners make webhooks with, and what tells them in the background."""
    loopback = settings.webhooks_to_loopback
    app.state.webhooks = Webhooks(accounts.store, settings.secret, loopback=loopback)
    deliveries = Deliveries(log, accounts.store, settings.secret, loopback=loopback)
    closing.push_async_callback(deliveries.stop)
    await deliveries.start()
