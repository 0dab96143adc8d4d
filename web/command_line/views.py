"""What `everyseat show` says of each view."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from events.log.keys import KeyStore
from projections import contributions, decisions, goals
from projections.views import Views
from web.command_line.plainly import opened


def table(views: Views, keys: KeyStore) -> dict[str, Any]:
    """The overview."""
    return {"table": opened(keys, views.partnership, views.table)}


def directory(views: Views, keys: KeyStore) -> dict[str, Any]:
    """Who is at the table. Perspectives are left out: each person chose who may see theirs."""
    shown: dict[str, Any] = opened(keys, views.partnership, views.directory)
    return shown


def charter(views: Views, keys: KeyStore) -> dict[str, Any]:
    """Statements and wordings. What people wrote in a round is left out until everybody may read it."""
    rounds = views.charter.rounds
    told = {
        key: one if one.revealed else msgspec.structs.replace(one, declared={}) for key, one in rounds.items()
    }
    view = msgspec.structs.replace(views.charter, rounds=told)
    shown: dict[str, Any] = opened(keys, views.partnership, view)
    shown.pop("kinds")
    for one in shown["rounds"]:
        one["written"] = len(rounds[one["id"]].declared)
    return shown


def decided(views: Views, keys: KeyStore) -> dict[str, Any]:
    """Decisions with where they stand and their objections."""
    shown = opened(keys, views.partnership, views.decisions)
    for one in shown["decisions"]:
        decision = views.decisions.decisions[one["id"]]
        one |= {"state": decisions.state(decision, views.at), "entitled": decision.entitled}
        one |= {"voted": decision.voted}
    return {name: shown[name] for name in ("decisions", "objections")}


def wanted(views: Views, keys: KeyStore) -> dict[str, Any]:
    """Goals with their votes, objectives and what comes first."""
    shown = opened(keys, views.partnership, views.goals)["goals"]
    for one in shown:
        objectives = views.goals.goals[one["id"]].objectives
        for step in one["objectives"]:
            objective = objectives[step["id"]]
            step |= {"value": objective.value, "target": objective.target, "due": objective.due}
    priorities = [
        {"goal": one.goal.id, "points": one.points, "people": one.people}
        for one in goals.priorities(views.goals)
    ]
    return {"goals": shown, "priorities": priorities}


def promised(views: Views, keys: KeyStore) -> dict[str, Any]:
    """Promises with their state."""
    shown = opened(keys, views.partnership, views.promises)["promises"]
    for one in shown:
        promise = views.promises.promises[one["id"]]
        state = contributions.state(promise, views.at)
        one |= {"state": state, "amount": promise.amount, "due": promise.due}
    return {"promises": shown}


SHOWN: dict[str, Callable[[Views, KeyStore], dict[str, Any]]] = {
    "table": table,
    "directory": directory,
    "charter": charter,
    "decisions": decided,
    "goals": wanted,
    "promises": promised,
}


def heading(views: Views) -> dict[str, Any]:
    """Which partnership, and which moment of it."""
    return {"partnership": views.partnership, "position": views.position, "at": moment(views.at)}


def moment(at: datetime) -> datetime:
    """To the second: what lies below says nothing to a reader."""
    return at.replace(microsecond=0)
