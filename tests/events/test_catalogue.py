"""The page on events says what the declarations say."""

from events.log.catalogue import PLACE, catalogue
from events.vocabulary import BY_NAME


def test_the_catalogue_of_events_is_up_to_date() -> None:
    assert PLACE.read_text("utf-8") == catalogue(), "write it anew with: python -m events.log.catalogue"


def test_every_event_class_is_explained() -> None:
    assert [name for name, one in BY_NAME.items() if not one.event_class.__doc__] == []


def test_event_names_say_what_happened() -> None:
    vague = ("Updated", "Changed", "Set", "Modified")
    assert [name for name in BY_NAME if name.endswith(vague)] == []
