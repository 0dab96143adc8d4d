"""Goals: proposed, voted on, put first, taken on, measured, reached and let go."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from web.demo.deciding import FIRST
from web.demo.story import Story


class Wish(NamedTuple):
    """A goal, who proposes it, and how many out of ten support it or are against it."""

    key: str
    who: str
    title: str
    why: str
    horizon: str
    support: int
    against: int
    silent: Sequence[str] = ()


WISHES = (
    Wish(
        "inhaler",
        "dana",
        "Nobody in the valley runs out of a rescue inhaler",
        "I have counted puffs on a Sunday night. Nobody should have to.",
        "short term",
        9,
        0,
    ),
    Wish(
        "schools",
        "joy",
        "Every school has an asthma plan for each child that any adult in the room can follow",
        "A substitute teacher did not know where my daughter's inhaler was.",
        "short term",
        8,
        0,
    ),
    Wish(
        "cartas",
        "marisol",
        "Que las cartas del hospital lleguen también en español, con palabras sencillas",
        "Mi vecina no fue a su cita porque no entendió la carta.",
        "short term",
        8,
        1,
    ),
    Wish(
        "lunch",
        "colette",
        "Our first meeting with everybody: lunch, childcare and an interpreter",
        "Before we plan for others we should sit together once.",
        "short term",
        10,
        0,
    ),
    Wish(
        "nights",
        "aisha",
        "Half as many nights in the emergency room within three years",
        "Those nights are what caregivers fear most, and many can be prevented.",
        "long term",
        8,
        0,
        ("dana", "omar"),
    ),
    Wish(
        "mould",
        "luis",
        "Rented homes are free of mould, and tenants need not fear for asking",
        "We see the same walls again and again. Medicine cannot do all the work.",
        "long term",
        7,
        1,
    ),
    Wish(
        "phone",
        "aisha",
        "One phone number that a nurse answers at night",
        "At three in the morning you want a voice, not a form.",
        "short term",
        6,
        1,
    ),
    Wish(
        "trial",
        "heejin",
        "Find out which helps more: home visits or weekly text messages",
        "Both look promising, both cost money, and nobody has compared them here.",
        "long term",
        6,
        1,
        ("dana", "walter", "ben"),
    ),
    Wish(
        "smoke",
        "ben",
        "On bad-air days everybody at risk hears of it the evening before",
        "I learn of wildfire smoke when I already cough.",
        "short term",
        7,
        0,
        ("dana",),
    ),
    Wish(
        "app",
        "karen",
        "One phone app for all symptom diaries",
        "It would make our figures comparable with those of other regions.",
        "short term",
        3,
        6,
    ),
)


def wish(story: Story) -> dict[str, str]:
    """Goals by their key, with the votes on them."""
    goals = propose(story)
    story.day(28, 12)
    for one in WISHES:
        vote(story, one, goals[one.key])
    rank(story, goals)
    return goals


def propose(story: Story) -> dict[str, str]:
    """One or two a day."""
    goals = {}
    for number, one in enumerate(WISHES):
        if number % 2 == 0:
            story.day(39 - number // 2, 13)
        goals[one.key] = story.do(one.who, "ProposeGoal", title=one.title, why=one.why, horizon=one.horizon)
    return goals


def vote(story: Story, one: Wish, goal: str) -> None:
    """Most people vote on most goals; some have not come to it yet."""
    for who in FIRST:
        if who in one.silent or story.chance.random() < 0.08:
            continue
        drawn = story.chance.random() * 10
        choice = "support" if drawn < one.support else "against" if drawn >= 10 - one.against else "unsure"
        story.do(who, "VoteOnGoal", goal=goal, vote="support" if who == one.who else choice)


def rank(story: Story, goals: dict[str, str]) -> None:
    """What comes first, for those who said so."""
    story.day(25, 19)
    open_ones = [key for key in goals if key not in ("lunch", "app")]
    for who in ("marisol", "walter", "aisha", "priya", "luis", "heejin", "grant", "joy", "miriam"):
        chosen = story.chance.sample(open_ones, story.chance.randint(2, 5))
        story.do(who, "RankGoals", goals=[goals[key] for key in chosen])


def take_on(story: Story, goals: dict[str, str]) -> None:
    """Three goals are taken on and measured, one is reached, one let go."""
    story.day(30, 10)
    story.do("miriam", "AdoptGoal", goal=goals["lunch"])
    story.day(24, 10)
    for key in ("inhaler", "schools", "cartas"):
        story.do("miriam", "AdoptGoal", goal=goals[key])
    story.do(
        "karen",
        "DropGoal",
        goal=goals["app"],
        why="The vote was clear: paper and phone both stay. I would rather have diaries that people fill in.",
    )
    measure_inhalers(story, goals["inhaler"])
    measure_schools(story, goals["schools"])
    measure_letters(story, goals["cartas"])
    story.day(16, 15)
    story.do("colette", "AchieveGoal", goal=goals["lunch"])


def in_days(story: Story, days: int) -> date:
    """A day so many days from today."""
    return (story.now + timedelta(days=days)).date()


def measure_inhalers(story: Story, goal: str) -> None:
    """Well on the way."""
    story.day(22, 9)
    step = story.do(
        "omar",
        "DefineObjective",
        goal=goal,
        title="Pharmacies that hand out a rescue inhaler on a weekend without a new prescription",
        baseline="2",
        target="12",
        unit="pharmacies",
        owner=story.speaks_for["omar"],
        due=in_days(story, 60),
        smart={
            "specific": (
                "Every pharmacy in the valley can give one inhaler as a bridge until the clinic opens."
            ),
            "measurable": "We count pharmacies that did it at least once, from their own monthly list.",
            "achievable": "The state allows it since last spring; two pharmacies do it already.",
            "relevant": "Sunday nights: this is the hole people fall through.",
            "time_bound": "Before the pollen season begins.",
        },
    )
    for days, value, evidence in (
        (17, "4", "Two more in Fenwick after a second visit."),
        (10, "7", "Three in the north of the valley joined together."),
        (4, "9", "Two wrote to us by themselves."),
    ):
        story.day(days, 16)
        story.do("omar", "ReportProgress", objective=step, value=value, evidence=evidence)


def measure_schools(story: Story, goal: str) -> None:
    """Slower than planned, and agreed anew."""
    story.day(21, 9)
    step = story.do(
        "joy",
        "DefineObjective",
        goal=goal,
        title="Children with asthma whose plan hangs where every adult can see it",
        baseline="40",
        target="300",
        unit="children",
        owner=story.speaks_for["joy"],
        due=in_days(story, 20),
        smart={
            "specific": "One page for each child, with a photo, the steps, and where the inhaler is.",
            "measurable": "School nurses count the pages once a month.",
            "achievable": "The form exists and takes ten minutes with a parent.",
            "relevant": "Children spend half their waking day at school.",
            "time_bound": "By the end of the term.",
        },
    )
    story.day(13, 14)
    story.do("joy", "ReportProgress", objective=step, value="95", evidence="Four schools are complete.")
    story.day(8, 14)
    story.do(
        "joy",
        "ReviseObjective",
        objective=step,
        target="220",
        due=in_days(story, 45),
        why="Two schools change their nurse this term. We would rather do fewer well.",
    )
    story.day(5, 14)
    story.do("joy", "ReportProgress", objective=step, value="130")


def measure_letters(story: Story, goal: str) -> None:
    """Reached."""
    story.day(19, 9)
    step = story.do(
        "theo",
        "DefineObjective",
        goal=goal,
        title="Kinds of letters that go out in English and in Spanish",
        baseline="0",
        target="6",
        unit="kinds of letters",
        owner=story.speaks_for["theo"],
        due=in_days(story, 10),
        smart={
            "specific": "The six letters that families with asthma get most often.",
            "measurable": "A letter counts when both languages go out by themselves.",
            "achievable": "Two of us read every draft; the print office agreed.",
            "relevant": "A letter that nobody understands is an appointment that nobody keeps.",
            "time_bound": "Within four weeks.",
        },
    )
    for days, value in ((14, "2"), (7, "5")):
        story.day(days, 11)
        story.do("theo", "ReportProgress", objective=step, value=value)
    story.day(2, 16)
    story.do(
        "theo",
        "ReportProgress",
        objective=step,
        value="6",
        evidence="The last one is the letter after a night in the emergency room.",
    )
