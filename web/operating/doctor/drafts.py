"""Live drafts: no step missing, none altered, and all of them as the record has committed to them."""

from collections.abc import Iterator

from sqlalchemy import func, select

from events.log.tables import draft_events, draft_heads, events
from web.operating.doctor.finding import Finding, Patient, well, wrong
from web.operating.doctor.record import RESTORE, SHOWN
from web.operating.parts import RECORD
from web.operating.proving_drafts import COMMITTING, KEPT_SO, ProvingDrafts
from web.operating.wording import so_many


def drafts(patient: Patient) -> Iterator[Finding]:
    """Heads and gaps; looking closely also every step, and the roots in the record."""
    count = patient.reading.count(RECORD, draft_heads)
    steps = patient.reading.count(RECORD, draft_events)
    troubles = every_step(patient, steps) if patient.full else [*gaps(patient)]
    yield from (wrong("drafts", f"{trouble}.", RESTORE) for trouble in troubles[:SHOWN])
    if not troubles:
        how = "all are as they were kept" if patient.full else "--full looks at each"
        yield well("drafts", f"{so_many(steps, 'step')} of {so_many(count, 'draft')} without a gap; {how}.")


def every_step(patient: Patient, steps: int) -> list[str]:
    """What is wrong with any of them."""
    proving, advance = ProvingDrafts(), patient.steps("Reading drafts", steps)
    query = select(events.c.partnership, events.c.state).where(events.c.name.in_(COMMITTING))
    for partnership, state in patient.reading.run(RECORD, query):
        proving.promised(partnership, bytes(state))
    for table in KEPT_SO:
        for row in patient.reading.rows(RECORD, table):
            proving.look(table, row)
            if table is draft_events:
                advance(1)
    proving.end()
    return proving.troubles


def gaps(patient: Patient) -> Iterator[str]:
    """Where the heads and the steps do not agree."""
    of = draft_events.c.partnership, draft_events.c.draft
    position = draft_events.c.position
    counted = select(*of, func.count(), func.min(position), func.max(position)).group_by(*of)
    found = {(one, draft): tuple(rest) for one, draft, *rest in patient.reading.run(RECORD, counted)}
    query = select(draft_heads.c.partnership, draft_heads.c.draft, draft_heads.c.position)
    heads = {(one, draft): head for one, draft, head in patient.reading.run(RECORD, query)}
    for place in sorted({*heads, *found}):
        count, first, last = found.get(place, (0, 1, 0))
        named = f"{place[0]}, draft {place[1]}"
        if (count, first, last) != (last, 1, last):
            yield f"{named}: {count} steps are there between {first} and {last}; some are missing"
        elif last != heads.get(place, 0):
            yield f"{named}: its head says {heads.get(place, 0)}, the last step is {last}"
