"""The first weeks: somebody begins, organisations and people come, and say what they bring."""

from events.network import TieKind
from web.demo.cast import LATECOMERS, LATER, ONLOOKERS, PLAYERS, Player
from web.demo.shape import DENSITIES, Organisation, organisations, ties
from web.demo.story import PERSON, Story
from web.perspectives import Declared, written

NAME = "Breathing Easier in Alder Valley"
QUESTION = (
    "Which help at home and at school lets children and adults with asthma in Alder Valley sleep through "
    "the night, go to school and work, and stay out of the emergency room?"
)
AFFECTED = "Everybody in the valley who wakes up short of breath, and everybody who wakes up with them."
WHY_LARGE = "Many of us have tried alone before. Together we are heard, and the work is shared."
FROM_THE_START = ("patient", "caregiver", "clinician", "community organisation", "policy maker")
LATER_ON = ("payer", "training institution", "academic research")
QUICK_WIN = "Put one list of all free inhaler clinics on every noticeboard in the valley"
SURVEY = "Survey among organisations, made up for this demonstration"


def gather(story: Story) -> None:
    """Everything until all seats are taken."""
    found(story)
    members = organisations(story.chance)
    places = admit_organisations(story, members)
    admit_people(story, PLAYERS[2:], members, places, first_day=60)
    survey(story, members, places)
    admit_latecomers(story)
    declare(story)


def found(story: Story) -> None:
    """Dana, who lives with asthma, begins; she hands the convening on as soon as she can."""
    story.day(66, 18)
    story.do(
        "dana", "FoundPartnership", name=NAME, question=QUESTION, display_name="Dana Whitfield", made_up=True
    )
    story.do("dana", "AcceptRecordTerms", terms=1)
    begin(story)


def begin(story: Story) -> None:
    """What kind of group it is, small or large, who comes in when, and something quick."""
    story.do(
        "dana", "ChooseStartingApproach", we="coalition", approach="large", affected=AFFECTED, why=WHY_LARGE
    )
    story.do("dana", "PlanInclusionWave", number=1, categories=FROM_THE_START)
    story.do("dana", "PlanInclusionWave", number=2, categories=LATER_ON)
    story.do("dana", "ChooseQuickWin", title=QUICK_WIN, due=story.on(45, 12).date().isoformat())


def admit_organisations(story: Story, members: list[Organisation]) -> list[str]:
    """The lead organisation first, with Miriam, who then admits the others day by day."""
    places = [admit_organisation(story, "dana", members[0])]
    admit_person(story, "dana", PLAYERS[1], places[0])
    story.do("miriam", "AcceptRecordTerms", terms=1)
    story.do("dana", "RevokeRole", person=PERSON["dana"], role="convener")
    for number, member in enumerate(members[1:]):
        if number % 8 == 0:
            story.day(64 - number // 4, 9)
        places.append(admit_organisation(story, "miriam", member))
    return places


def admit_organisation(story: Story, who: str, member: Organisation) -> str:
    """A place for one organisation."""
    return story.do(who, "AdmitOrganisation", name=member.name, group=member.group, category=member.category)


def admit_people(
    story: Story, players: tuple[Player, ...], members: list[Organisation], places: list[str], first_day: int
) -> None:
    """People come in twos and threes, and read what is kept before they do anything else."""
    for number, player in enumerate(players):
        if number % 3 == 0:
            story.day(first_day - number // 3, 10)
        place = None
        if player.speaks_for is not None:
            place = places[place_of(player.speaks_for, members)]
        admit_person(story, "miriam", player, place)
        story.do(player.key, "AcceptRecordTerms", terms=1)


def place_of(name: str, members: list[Organisation]) -> int:
    """Which organisation is meant: by the start of its name, or by its end when the place was drawn."""
    sought = name.removeprefix("{} ")
    found = (number for number, member in enumerate(members) if sought in member.name)
    return next(found)


def admit_person(story: Story, who: str, player: Player, place: str | None) -> None:
    """One person, for an organisation or for themselves."""
    story.do(
        who,
        "AdmitPerson",
        person=PERSON[player.key],
        display_name=player.name,
        language=player.language,
        partner=place,
        role=player.role,
    )
    if place is not None:
        story.speaks_for[player.key] = place


def survey(story: Story, members: list[Organisation], places: list[str]) -> None:
    """Who works with whom, as the organisations said themselves."""
    story.day(54, 15)
    kinds: tuple[TieKind, ...] = tuple(DENSITIES)
    for kind in kinds:
        drawn = [
            {"one": places[tie.one], "other": places[tie.other], "strength": tie.strength}
            for tie in ties(kind, members, story.chance)
        ]
        story.do("miriam", "RecordTies", kind=kind, source=SURVEY, ties=drawn)


def admit_latecomers(story: Story) -> None:
    """Three that were missing: caregivers, a payer, a clinic. And two who look on."""
    for number, (late, player) in enumerate(zip(LATECOMERS, LATER, strict=True)):
        story.day(52 - number, 11)
        place = admit_organisation(story, "miriam", Organisation("late", *late))
        admit_person(story, "miriam", player, place)
        story.do(player.key, "AcceptRecordTerms", terms=1)
    story.day(49, 16)
    for player in ONLOOKERS:
        admit_person(story, "miriam", player, None)


def declare(story: Story) -> None:
    """Each of the six with lived experience says what they bring, and who may know."""
    story.day(48, 17)
    for player in (*PLAYERS, *LATER):
        if player.perspective is None:
            continue
        group, category, shown_to, together = player.perspective
        text = written(Declared(group, category, together))
        story.do(player.key, "DeclarePerspective", perspective=text, shown_to=shown_to)
