"""Telling webhooks, beside everything else: no command and no page ever waits for another server."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

import msgspec

from events.log.log import Log
from web.accounts.store import Store
from web.webhooks.addresses import BadAddress
from web.webhooks.message import AT_ONCE, Message, message, signed
from web.webhooks.rows import Webhook, WebhookRows
from web.webhooks.sending import Try

logger = logging.getLogger(__name__)

LOOK_EVERY = 1.0
AT_A_TIME = 4
"""Tries of this process at a time."""
ANSWER_WITHIN = 15.0
GONE = 410


class Deliveries:
    """Looks every second which webhooks there is something to tell, and tells them."""

    def __init__(self, log: Log, store: Store, secret: bytes, *, loopback: bool = False) -> None:
        self.rows = WebhookRows(store)
        self._log, self._store, self._secret, self._loopback = log, store, secret, loopback
        self._threads = ThreadPoolExecutor(AT_A_TIME, "webhooks")
        self._looking: asyncio.Task[None] | None = None
        self._telling: dict[str, asyncio.Task[None]] = {}

    async def start(self) -> None:
        """Begin."""
        self._looking = asyncio.create_task(self._keep_looking(), name="webhooks")

    async def stop(self) -> None:
        """End, with whatever is under way: it is told again by whoever looks next."""
        tasks = [task for task in (self._looking, *self._telling.values()) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def look(self) -> None:
        """Begin to tell those whose turn it is, and that this process is not telling already."""
        for one in await self._store.run(self.rows.waiting):
            if len(self._telling) >= AT_A_TIME:
                return
            if one.id not in self._telling:
                await self._begin(one)

    async def _begin(self, one: Webhook) -> None:
        """Tell it, if there is something to tell and no other process is about to."""
        head = await asyncio.to_thread(self._log.head, one.partnership)
        if head.position <= one.position:
            return
        mine = await self._store.run(self.rows.claim, one, min(head.position, one.position + AT_ONCE))
        if mine is None:
            return
        task = asyncio.create_task(self._tell(mine))
        self._telling[one.id] = task
        task.add_done_callback(lambda _: self._telling.pop(one.id, None))

    async def _tell(self, one: Webhook) -> None:
        """One try, and what came of it."""
        assert one.upto is not None
        try:
            told = await asyncio.to_thread(self._message, one.partnership, one.position, one.upto)
            if not told.moments:
                await self._store.run(self.rows.told, one, None)
                return
            status, word = await self._try(one, told)
            if 200 <= status < 300:
                await self._store.run(self.rows.told, one, word)
            else:
                await self._store.run(self.rows.failed, one, word, for_good=status == GONE)
        except Exception:
            # The claim runs out, and whoever looks then takes it up again.
            logger.exception("a webhook was not told", extra={"webhook": one.id})

    def _message(self, partnership: str, after: int, upto: int) -> Message:
        chunks = self._log.read_states(partnership, after, upto)
        return message(partnership, upto, (state for chunk in chunks for state in chunk))

    async def _try(self, one: Webhook, told: Message) -> tuple[int, str]:
        """The status of the answer and a word for it; 0 when there is none."""
        assert one.upto is not None
        body = msgspec.json.encode(told)
        headers = signed(one.id, one.upto, body, self._store.now(), self._secret)
        trying = Try(one.url, body, headers, loopback=self._loopback)
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                status = await loop.run_in_executor(self._threads, trying.run)
        except BadAddress:
            return 0, "private address"
        except TimeoutError:
            return 0, "too slow"
        except (OSError, ValueError):
            return 0, "no answer"
        finally:
            trying.stop()
        return status, str(status)

    async def _keep_looking(self) -> None:
        while True:
            try:
                await self.look()
            except Exception:
                logger.exception("webhooks could not be looked at")
            await asyncio.sleep(LOOK_EVERY)
