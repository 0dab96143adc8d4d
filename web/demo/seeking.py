"""Who is missing in the valley: seats in every state, who was named and asked, what is believed."""

from datetime import timedelta

from web.demo.story import Story


def seek(story: Story) -> None:
    """Seats are opened in the first weeks; most are filled, some are not, one is not needed."""
    first = open_first(story)
    fill_some(story, first)
    open_later(story)
    believe(story)


def open_first(story: Story) -> dict[str, str]:
    """Whom they missed at the very beginning; the seats by a short name."""
    story.day(58, 14)
    return {**miss_carers_and_payers(story), **miss_families(story)}


def miss_carers_and_payers(story: Story) -> dict[str, str]:
    """Those who care, pay and make for others."""
    return {
        "nights": story.do(
            "miriam",
            "OpenSeat",
            category="caregiver",
            looking_for="sits up at night with somebody who cannot breathe",
            weight=3,
        ),
        "payer": story.do(
            "miriam", "OpenSeat", category="payer", looking_for="pays for care in the valley", weight=2
        ),
        "industry": story.do(
            "miriam",
            "OpenSeat",
            category="industry",
            looking_for="makes inhalers and can say what they cost",
            timing="as progress is made",
            weight=1,
        ),
    }


def miss_families(story: Story) -> dict[str, str]:
    """Those who live where the air is bad."""
    return {
        "spanish": story.do(
            "colette",
            "OpenSeat",
            category="patient",
            population="families who speak Spanish at home",
            looking_for="has asthma and speaks Spanish at home",
            weight=3,
        ),
        "homes": story.do(
            "colette",
            "OpenSeat",
            category="community organisation",
            geography="the flats by the river",
            looking_for="knows the damp flats by the river from the inside",
            places=2,
            weight=2,
        ),
    }


def fill_some(story: Story, seats: dict[str, str]) -> None:
    """Organisations sit by name, a person without one; one seat turns out not to be needed."""
    story.day(49, 11)
    story.do("miriam", "FillSeat", seat=seats["nights"], partner=story.speaks_for["aisha"])
    story.do("miriam", "FillSeat", seat=seats["payer"], partner=story.speaks_for["grant"])
    story.do("colette", "FillSeat", seat=seats["spanish"])
    story.do("colette", "FillSeat", seat=seats["homes"], partner=story.speaks_for["luis"])
    story.day(35, 16)
    story.do(
        "miriam",
        "DismissSeat",
        seat=seats["industry"],
        why="We want to finish our question first, without anybody who sells something for it.",
    )
    story.day(33, 13)
    named = story.do(
        "luis",
        "NominatePartner",
        seat=seats["homes"],
        who="The caretakers of Mill Street",
        why="They see every wall that is wet.",
    )
    story.day(31, 10)
    story.do("colette", "LogOutreach", nomination=named, step="asked")
    story.day(26, 10)
    note = "They like it, and cannot come before six in the evening."
    story.do("colette", "LogOutreach", nomination=named, step="answered", note=note)


def open_later(story: Story) -> None:
    """Whom they miss today, who was named for it, and what came of asking."""
    story.day(30, 12)
    shift = story.do(
        "miriam",
        "OpenSeat",
        category="patient",
        population="people on the night shift",
        looking_for="has asthma and works the night shift",
        weight=3,
    )
    ride = story.do(
        "colette",
        "OpenSeat",
        geography="the upper valley",
        resource="a van",
        looking_for="can drive people where no bus goes",
        timing="as progress is made",
    )
    story.day(18, 15)
    story.do(
        "miriam",
        "OpenSeat",
        category="policy maker",
        looking_for="makes rules about the air in schools",
        timing="as progress is made",
        weight=2,
    )
    ask_around(story, shift, ride)


def ask_around(story: Story, shift: str, ride: str) -> None:
    """Four people knew somebody."""
    story.day(16, 19)
    baker = story.do("dana", "NominatePartner", seat=shift, who="The baker on Fourth Street")
    prima = story.do(
        "marisol",
        "NominatePartner",
        seat=shift,
        who="Una prima mía",
        why="Trabaja de noche en la lavandería y sabe escuchar.",
    )
    driver = story.do("theo", "NominatePartner", seat=ride, who="The volunteer drivers of Pine Hill")
    story.do("joy", "NominatePartner", category="training institution", who="The nursing school")
    story.day(12, 10)
    for nomination in (baker, prima, driver):
        story.do("colette", "LogOutreach", nomination=nomination, step="asked")
    story.day(8, 10)
    story.do(
        "colette",
        "LogOutreach",
        nomination=driver,
        step="declined",
        note="No time before the summer; we may ask again then.",
    )
    story.do("colette", "LogOutreach", nomination=prima, step="answered")


def believe(story: Story) -> None:
    """One belief was looked at and holds in part; another one is due now."""
    story.day(45, 17)
    near = story.do(
        "walter",
        "StateAssumption",
        text="Everybody can come to our meetings, because we meet in the library.",
        test_by=story.on(30, 12).date().isoformat(),
    )
    story.do(
        "colette",
        "StateAssumption",
        text="We are diverse because patients, payers and researchers all sit here.",
        test_by=story.on(2, 12).date().isoformat(),
    )
    story.day(29, 18)
    story.do(
        "colette",
        "TestAssumption",
        assumption=near,
        finding="holds partly",
        note="There is no bus from the upper valley after seven.",
        test_by=(story.now + timedelta(days=60)).date().isoformat(),
    )
