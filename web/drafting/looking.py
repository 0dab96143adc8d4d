"""What passes the gate of all that waits, and what its senders are told otherwise."""

from collections.abc import Sequence
from typing import Any

from pycrdt import Doc

from web.drafting import protocol
from web.drafting.company import Company
from web.drafting.gate import ComesTooEarly, Gate, Refused, TooLong
from web.drafting.peer import REFUSED, TOO_LONG, Peer
from web.drafting.updates import Update
from web.drafting.waiting import NotKept, Wanted, settle


def looked_at(
    batch: Sequence[Wanted], gate: Gate, company: Company, doc: Doc[Any]
) -> list[tuple[str, bytes, Update]]:
    """Author, bytes and content of what passes. The gate knows it from now on, also if it is not kept."""
    passed = []
    gate.weigh(doc.get_update)
    for wanted in batch:
        peer, data = wanted.peer, wanted.data
        if not wanted.is_open:
            settle(wanted, NotKept("Its writer may not write here any more."))
            continue
        try:
            found = gate.look(data, peer.person)
            refuse_shown(found.update, peer, gate, company)
        except Refused as refused:
            settle(wanted, refused)
            peer.close(TOO_LONG if isinstance(refused, TooLong) else REFUSED, str(refused))
        except ComesTooEarly:
            ask_again(wanted, doc)
        else:
            if found.data is not None:
                gate.take(found.update, peer.person)
                passed.append((peer.person, found.data, found.update))
                peer.acts()
    return passed


def refuse_shown(update: Update, peer: Peer, gate: Gate, company: Company) -> None:
    """A number under which somebody shows where they are is theirs before they have written anything."""
    for block in update.blocks:
        known = block.client in gate.owners
        if not known and company.is_shown_by_another(block.client, peer.person):
            raise Refused("The update writes under somebody else's number.")


def without(batch: Sequence[Wanted], authors: set[str], doc: Doc[Any]) -> list[Wanted]:
    """What waits of everybody else; these are asked for all that they have, and wait until they send it."""
    for wanted in batch:
        if wanted.peer.person in authors:
            ask_again(wanted, doc)
    return [wanted for wanted in batch if wanted.peer.person not in authors]


def ask_again(wanted: Wanted, doc: Doc[Any]) -> None:
    """Its window sends all that is missing here."""
    settle(wanted, NotKept("The text has moved on."))
    wanted.peer.put(protocol.ask(doc.get_state()))
