"""Nothing that a person wrote, and nothing about a person, stands in the log in plain bytes."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from events.goals import GoalProposed, ObjectiveDefined, Smart
from events.log import codec
from events.log.connecting import conninfo, is_sqlite
from events.log.keys import KeyStore
from events.log.log import Append, CommandRow, Log, Stored
from events.log.migrations import KEYS, migrate
from events.partners import MemberAdmitted
from events.vocabulary import Event, Header

AT = datetime(2026, 1, 1, tzinfo=UTC)
SECRETS = ["A quiet garden by the clinic", "Größe und Würde", "Rosalind Quintanilla", "weniger Wartezeit"]
TABLES = ("heads", "events", "commands", "due", "snapshots", "tracking")


def whole_database(url: str) -> bytes:
    """Every byte the database keeps: the files with their write-ahead log, or every row as text."""
    if is_sqlite(url):
        file = Path(make_url(url).database or "")
        return b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    with psycopg.connect(conninfo(url)) as connection:
        rows = [
            str(row).encode()
            for table in TABLES
            for row in connection.execute(f"SELECT t::text FROM {table} t")
        ]
        binary = [bytes(row[0]) for row in connection.execute("SELECT state FROM events")]
    return b"".join(rows + binary)


def story(keys: KeyStore) -> list[Event]:
    """Events that hold every secret."""
    garden, dignity, name, waiting = SECRETS
    smart = Smart(
        **{
            letter: keys.seal_words("p", "alice", "c1", f"smart.{letter}", waiting, "de")
            for letter in Smart.__struct_fields__
        }
    )
    return [
        GoalProposed(
            goal="g1",
            title=keys.seal_words("p", "alice", "c1", "title", garden, "en"),
            why=keys.seal_words("p", "alice", "c1", "why", dignity, "de"),
            horizon=None,
        ),
        MemberAdmitted(
            person="alice",
            display_name=keys.seal_personal("p", "alice", "c1", "display_name", name),
            language="en",
        ),
        ObjectiveDefined(
            objective="o1",
            goal="g1",
            title=keys.seal_words("p", "alice", "c1", "title", garden, "en"),
            smart=smart,
            baseline=Decimal(0),
            target=Decimal(1),
            unit=keys.seal_words("p", "alice", "c1", "unit", waiting, "de"),
            owner="org1",
            due=AT.date(),
        ),
    ]


def stored(position: int, event: Event) -> Stored:
    name = type(event).__name__
    header = Header(
        command="c1", name=name, partnership="p", person="alice", position=position, recorded_at=AT
    )
    state = codec.encode(header, event)
    return Stored(position, name, state, codec.leaf(state))


def test_no_plaintext_is_anywhere_in_the_log(database_url: str, tmp_path: Path) -> None:
    beside = f"sqlite:///{tmp_path / 'keys.sqlite'}" if is_sqlite(database_url) else database_url
    migrate(database_url)
    migrate(beside, KEYS)
    keys = KeyStore.at(beside, b"k" * 32)
    events = [stored(position, event) for position, event in enumerate(story(keys), 1)]
    keys.flush()
    with Log.open(database_url) as log:
        log.append_many([Append("p", 0, AT, events, [CommandRow("c1", "alice", b"h", 1, len(events))])])
        kept = whole_database(database_url)
        assert b"ObjectiveDefined" in kept
        for secret in SECRETS:
            for form in (secret, secret.encode("unicode_escape").decode(), secret.encode().hex()):
                assert form.encode() not in kept
        opened = codec.decode(log.read("p")[0].state).event
        assert isinstance(opened, GoalProposed)
        assert keys.open("p", opened.title) == SECRETS[0]
    keys.close()
