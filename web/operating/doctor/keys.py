"""The key store: there, opened by the master key, and with a key for every text that was not taken back."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from events.log.boxes import Key, opened, person_key_of
from events.log.codec import BrokenEvent, UnknownEvent, decode, reading
from events.log.key_tables import destroyed, person_keys, word_keys
from events.log.tables import heads
from events.sealed import Personal
from web.operating.doctor.finding import LAST, Finding, Patient, notice, well, wrong
from web.operating.doctor.record import rows
from web.operating.parts import KEY_STORE, RECORD
from web.operating.wording import so_many
from web.settings import SettingsProblem

BRING_BACK = "Bring them back from the newest backup: `everyseat restore --only-keys FILE.keys`."


def keys(patient: Patient) -> Iterator[Finding]:
    """What can be opened, and what should be but cannot."""
    if KEY_STORE not in patient.reading.parts:
        if patient.reading.count(RECORD, heads):
            yield wrong("keys", "The key store is lost: no text can be read or written.", BRING_BACK)
        else:
            yield notice("keys", "There is no key store yet.", "The server makes it when it starts.")
        return
    try:
        yield from master(patient)
    except SettingsProblem:
        return  # It was told with the secrets.
    people = {(p, one) for p, one, *_ in patient.reading.run(KEY_STORE, select(person_keys))}
    words = {(p, ref) for p, ref, *_ in patient.reading.run(KEY_STORE, select(word_keys))}
    gone = {(p, name) for p, _, name, _ in patient.reading.run(KEY_STORE, select(destroyed))}
    taken = lost = 0
    for partnership, one in sealed_values(patient):
        holder = one.person if isinstance(one, Personal) else one.ref
        if (partnership, holder) in (people if isinstance(one, Personal) else words):
            continue
        if (partnership, holder) in gone:
            taken += 1
        else:
            lost += 1
    if lost:
        yield wrong(
            "keys",
            f"{so_many(lost, 'text')} without a key, which nobody is known to have destroyed.",
            BRING_BACK,
        )
    else:
        yield well("keys", f"Every text has its key; taken back or erased: {taken:,}.")


def master(patient: Patient) -> Iterator[Finding]:
    """Whether the master key opens the keys of people."""
    key, wrong_ones = Key(patient.settings.master_key), 0
    for partnership, person, _, wrapped in patient.reading.run(KEY_STORE, select(person_keys)):
        wrong_ones += opened(key, wrapped, person_key_of(partnership, person)) is None
    if wrong_ones:
        yield wrong(
            "master key",
            f"The master key does not open {wrong_ones} of the keys of people.",
            "Give the one they were wrapped with (EVERYSEAT_MASTER_KEY, or master.key in the data folder). "
            "Without it these texts are lost.",
        )
    else:
        yield well("master key", "The master key opens the keys of everybody.")


def sealed_values(patient: Patient) -> Iterator[tuple[str, Any]]:
    """Every sealed value of the events that are looked at, with its partnership."""
    for partnership, last, _ in patient.reading.run(RECORD, select(heads)):
        after = 0 if patient.full else max(0, last - LAST)
        for _, state, _ in rows(patient, partnership, after, lambda _: None):
            try:
                header, event = decode(state)
            except (BrokenEvent, UnknownEvent):
                continue  # It was told with the record.
            known = reading(header.name)
            if known is not None and known.shape.sealed is not None:
                for _, one in known.shape.sealed(event, ""):
                    yield partnership, one
