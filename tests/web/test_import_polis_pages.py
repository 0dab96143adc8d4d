"""An imported conversation on the goals page: every goal with the counts that were published."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.web.commanded import done, shown
from tests.web.polis_files import tallies
from tests.web.served import serve
from tests.web.test_import_polis import NAME, conversations
from tests.web.trees import Node, tree
from web.settings import load_settings

CONVENER = "convener@example.org"


def counts_on(page: Node) -> dict[str, dict[str, int]]:
    """Goal → the three counts that stand beside it."""
    return {
        str(goal.attributes["data-goal"]): {
            str(count.attributes["data-count"]): int(count.attributes["data-value"] or "")
            for count in goal.everything()
            if "data-count" in count.attributes
        }
        for goal in page.everything()
        if goal.tag == "article" and "data-goal" in goal.attributes
    }


@pytest.mark.parametrize(("folder", "tally"), conversations(), ids=lambda one: getattr(one, "name", ""))
async def test_the_goals_page_shows_the_counts_that_were_published(
    folder: Path, tally: dict[str, dict[str, int]], tmp_path: Path
) -> None:
    words = ("import", "polis", str(folder), "--partnership", NAME, "--convener", CONVENER)
    await asyncio.to_thread(done, tmp_path, *words)
    goals = await asyncio.to_thread(shown, tmp_path, "goals", NAME)
    async with serve(load_settings({"EVERYSEAT_DATA": str(tmp_path)})) as served:
        account = await served.accounts.run(served.accounts.find, CONVENER)
        assert account is not None
        browser = await served.signed_in(account)
        ((partnership, _),) = (await served.accounts.run(served.accounts.people, account.id)).items()
        page = await browser.get(f"/p/{partnership}/goals?part=all")
    on_page = counts_on(tree(page.text))
    as_shown = {"goals": [{**goal, "votes": on_page[goal["id"]]} for goal in goals["goals"]]}
    assert tallies(as_shown, folder / "comments.csv") == tally
