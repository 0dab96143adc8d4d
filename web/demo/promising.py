"""Promises in every state there is, and one that was in trouble and ended well."""

from typing import Any, NamedTuple

from web.demo.story import Story
from web.demo.wishing import in_days


class Offer(NamedTuple):
    """A promise: who makes it, how many days ago, what it is, and by which day from today."""

    key: str
    who: str
    ago: int
    kind: str
    title: str
    amount: str | None = None
    unit: str | None = None
    due: int | None = None
    goal: str | None = None


OFFERS = (
    Offer(
        "lunch", "luis", 29, "in-kind", "Lunch for forty at the first meeting", "40", "pieces", -17, "lunch"
    ),
    Offer(
        "interpreter",
        "lucia",
        29,
        "other expertise",
        "Interpretar en la primera reunión",
        "4",
        "hours",
        -17,
        "lunch",
    ),
    Offer(
        "nurses",
        "theo",
        27,
        "paid staff time",
        "Nurses for a breathing class on Saturdays",
        "40",
        "hours",
        -9,
        "nights",
    ),
    Offer(
        "count",
        "renee",
        26,
        "data",
        "How many people came to the emergency room with asthma, by month",
        None,
        None,
        -12,
        "nights",
    ),
    Offer(
        "flyer",
        "noor",
        25,
        "community connections",
        "Ask members which words they use for an attack",
        "30",
        "pieces",
        -10,
    ),
    Offer(
        "rooms", "miriam", 24, "in-kind", "The big room in the library, every second Tuesday", None, None, 120
    ),
    Offer(
        "letters",
        "marisol",
        18,
        "volunteer time",
        "Leer los borradores de las seis cartas",
        "6",
        "hours",
        -3,
        "cartas",
    ),
    Offer("fund", "grant", 16, "funding", "Money for travel and childcare", "2500", "money", 30),
    Offer(
        "diary",
        "heejin",
        15,
        "other expertise",
        "A paper diary that fits in a pocket",
        "200",
        "pieces",
        -2,
        "trial",
    ),
    Offer(
        "beds",
        "priya",
        15,
        "health expertise",
        "Check the asthma plans of the first fifty children",
        "50",
        "pieces",
        -4,
        "schools",
    ),
    Offer(
        "sensors",
        "ben",
        14,
        "data",
        "Readings from twelve air sensors, every week",
        "12",
        "pieces",
        14,
        "smoke",
    ),
    Offer(
        "walls",
        "luis",
        13,
        "volunteer time",
        "Look at walls in forty homes with their tenants",
        "40",
        "hours",
        21,
        "mould",
    ),
    Offer("site", "karen", 13, "IT", "A web page with the results of other regions", None, None, -3),
    Offer(
        "talks",
        "walter",
        11,
        "advocacy",
        "Tell my grandson's story to the city council",
        "1",
        "pieces",
        10,
        "nights",
    ),
    Offer("posters", "joy", 10, "information", "A poster for every staff room", "25", "pieces", 8, "schools"),
)


def promise(story: Story, goals: dict[str, str]) -> None:
    """Made first, then kept, seen, talked about, let go: told in the order of days."""
    made = {offer.key: make(story, offer, goals) for offer in OFFERS}
    keep_what_was_easy(story, made)
    have_trouble(story, made["nurses"])
    settle_the_count(story, made["count"])
    let_go(story, made["flyer"])
    leave_open(story, made)


def make(story: Story, offer: Offer, goals: dict[str, str]) -> str:
    """One promise."""
    story.day(offer.ago, 10 + story.chance.randint(0, 7))
    fields: dict[str, Any] = {"kind": offer.kind, "title": offer.title}
    if offer.amount is not None:
        fields |= {"amount": offer.amount, "unit": offer.unit}
    if offer.due is not None:
        fields["due"] = in_days(story, offer.due)
    if offer.goal is not None:
        fields["goal"] = goals[offer.goal]
    return story.do(offer.who, "MakePromise", **fields)


def keep_what_was_easy(story: Story, made: dict[str, str]) -> None:
    """Done, and seen by somebody else."""
    story.day(17, 17)
    story.do(
        "luis", "DeliverPromise", pledge=made["lunch"], evidence="Soup, rice and fruit; nothing was left."
    )
    story.do("dana", "ConfirmDelivery", pledge=made["lunch"])
    story.do("lucia", "DeliverPromise", pledge=made["interpreter"])
    story.do("marisol", "ConfirmDelivery", pledge=made["interpreter"])
    story.day(3, 18)
    story.do(
        "marisol", "DeliverPromise", pledge=made["letters"], evidence="Las seis, con mis notas al margen."
    )
    story.do("theo", "ConfirmDelivery", pledge=made["letters"])


def have_trouble(story: Story, nurses: str) -> None:
    """Half came; they talked, agreed on less, and kept that."""
    talk_about_nurses(story, nurses)
    story.do(
        "theo",
        "RevisePromise",
        pledge=nurses,
        amount="24",
        due=in_days(story, -1),
        why="Twenty-four hours that I can promise with a clear conscience: two nurses, not on call.",
    )
    story.day(5, 17)
    story.do(
        "theo",
        "DeliverPromise",
        pledge=nurses,
        evidence="Four Saturdays, two nurses each, the whole three hours.",
    )
    story.day(4, 8)
    story.do("aisha", "ConfirmDelivery", pledge=nurses)


def talk_about_nurses(story: Story, nurses: str) -> None:
    """One says that it is done, another sees it differently, and they find out why."""
    story.day(15, 16)
    story.do("theo", "DeliverPromise", pledge=nurses, evidence="Nurses were there on three Saturdays.")
    story.day(14, 9)
    story.do(
        "aisha",
        "DisputeDelivery",
        pledge=nurses,
        why=(
            "Two of the three Saturdays the class had to end after an "
            "hour, because the nurse was called away."
        ),
    )
    story.day(13, 12)
    story.do(
        "colette",
        "SettleDispute",
        pledge=nurses,
        how="goes on",
        note="Both sides talked. The ward was short of people. Better fewer hours that nobody calls off.",
    )


def settle_the_count(story: Story, count: str) -> None:
    """Seen differently, talked through, and found to be kept."""
    story.day(12, 10)
    story.do("renee", "DeliverPromise", pledge=count, evidence="The table is in the shared folder.")
    story.do("heejin", "DisputeDelivery", pledge=count, why="I find the years, but not the months.")
    story.day(11, 13)
    story.do(
        "heejin",
        "SettleDispute",
        pledge=count,
        how="kept",
        note=("The months were on the second sheet. The first one says so now, so that others find them."),
    )


def let_go(story: Story, flyer: str) -> None:
    """In good faith."""
    story.day(12, 18)
    story.do(
        "noor",
        "ReleasePromise",
        pledge=flyer,
        why="The radio hour already asks listeners the same. One question is enough for people.",
    )


def leave_open(story: Story, made: dict[str, str]) -> None:
    """Two wait for a second pair of eyes, one is being talked about; somebody takes a break."""
    story.day(9, 9)
    story.do("omar", "PausePartner")
    story.day(5, 9)
    story.do("omar", "ResumePartner")
    story.do("noor", "PausePartner")
    story.day(4, 15)
    story.do(
        "priya",
        "DeliverPromise",
        pledge=made["beds"],
        evidence="Fifty plans are signed; the nurses have the list.",
    )
    story.do(
        "dana", "DisputeDelivery", pledge=made["beds"], why="Two parents told me that they never saw theirs."
    )
    story.day(2, 10)
    story.do("heejin", "DeliverPromise", pledge=made["diary"], evidence="Two hundred are in the library.")
    story.do("ben", "DeliverPromise", pledge=made["sensors"], evidence="The first four weeks are online.")
