"""Texts and decisions: an adopted vision, a mission under discussion, questions agreed and not agreed."""

from datetime import timedelta

from web.demo.story import Story

ZONE = "America/Chicago"
VISION = "A valley where nobody lies awake fighting for breath, and every child can run as {} as they like."
FIRST = (
    "miriam",
    "dana",
    "colette",
    "heejin",
    "luis",
    "omar",
    "theo",
    "lucia",
    "renee",
    "karen",
    "noor",
    "ben",
    "joy",
    "marisol",
    "walter",
    "aisha",
    "grant",
    "priya",
)
"""Everybody who can vote."""


def decide_on_vision(story: Story) -> None:
    """Two wordings, one withdrawn by its author, the other adopted without objection; a slip put right."""
    story.day(46, 18)
    statement = story.do("colette", "OpenStatement", kind="vision")
    earlier = story.do(
        "renee",
        "ProposeWording",
        statement=statement,
        text="A valley with measurably lower rates of uncontrolled asthma by the end of the decade.",
    )
    story.day(45, 12)
    wording = story.do(
        "walter",
        "ProposeWording",
        statement=statement,
        text=VISION.format("fare"),
    )
    story.do(
        "renee",
        "WithdrawWording",
        wording=earlier,
        why="Walter says what I meant, and says it so that my neighbours would nod.",
    )
    decision = story.do(
        "colette",
        "OpenDecision",
        title="Is this our vision?",
        subject={"kind": "wording", "id": wording},
        method="no objection",
        electorate_kind="members",
        closes_at=story.on(41, 18),
        zone=ZONE,
    )
    story.day(44, 8)
    story.each(
        [who for who in FIRST if who not in ("karen", "omar")],
        "CastBallot",
        decision=decision,
        choice="no objection",
    )
    story.day(41, 19)
    story.do("colette", "CloseDecision", decision=decision)
    story.day(40, 9)
    story.do(
        "walter",
        "CorrectWording",
        wording=wording,
        why='"As fare" should be "as far".',
        text=VISION.format("far"),
    )


def agree_on_meetings(story: Story) -> None:
    """An objection that was taken in made the proposal better; more time was given."""
    story.day(43, 10)
    decision = story.do(
        "miriam",
        "OpenDecision",
        title=(
            "Shall we meet on the second Tuesday of the month at 6 in the evening, in the library and online?"
        ),
        method="no objection",
        electorate_kind="members",
        closes_at=story.on(38, 17),
        zone=ZONE,
    )
    story.each(
        ["heejin", "theo", "renee", "ben", "walter", "luis"],
        "CastBallot",
        decision=decision,
        choice="no objection",
    )
    objection = story.do(
        "aisha",
        "RaiseObjection",
        decision=decision,
        reason=(
            "Six in the evening is when our children need their medicine and their supper. "
            "We would always be missing."
        ),
    )
    story.day(39, 14)
    story.do(
        "miriam",
        "ExtendDecision",
        decision=decision,
        closes_at=story.on(36, 17),
        why=(
            "Aisha named something we had not thought of. "
            "We need two more days to find an hour for everybody."
        ),
    )
    story.do(
        "colette",
        "IntegrateObjection",
        objection=objection,
        note=(
            "We meet at half past twelve, with lunch and somebody to look after children; "
            "every third time in the evening."
        ),
    )
    story.day(37, 9)
    story.each(
        ["aisha", "dana", "marisol", "joy", "noor", "lucia", "colette"],
        "CastBallot",
        decision=decision,
        choice="no objection",
    )
    story.day(36, 18)
    story.do("miriam", "CloseDecision", decision=decision)


def decline_the_app(story: Story) -> None:
    """A majority said no, and why is easy to see."""
    story.day(34, 11)
    decision = story.do(
        "heejin",
        "OpenDecision",
        title="Shall we keep symptom diaries only in a phone app from now on?",
        method="majority",
        electorate_kind="members",
        zone=ZONE,
    )
    story.each(["heejin", "karen", "grant", "theo"], "CastBallot", decision=decision, choice="yes")
    story.each(["priya", "renee"], "CastBallot", decision=decision, choice="abstain")
    story.day(33, 9)
    story.each(
        ["dana", "walter", "marisol", "aisha", "joy", "luis", "noor", "lucia", "ben"],
        "CastBallot",
        decision=decision,
        choice="no",
    )
    story.do("theo", "CastBallot", decision=decision, choice="no")
    story.day(31, 12)
    story.do("heejin", "CloseDecision", decision=decision)


def discuss_the_mission(story: Story) -> None:
    """Two wordings are on the table, and a decision is open on the second one."""
    story.day(20, 10)
    statement = story.do("colette", "OpenStatement", kind="mission")
    story.do(
        "heejin",
        "ProposeWording",
        statement=statement,
        text=(
            "We find out, together with people who live with asthma, which help at home and at school "
            "works, and we see to it that what works is offered everywhere in Alder Valley."
        ),
    )
    story.day(9, 20)
    wording = story.do(
        "aisha",
        "ProposeWording",
        statement=statement,
        text=(
            "People with asthma, those who care for them, and those who "
            "treat, pay and study sit at one table. "
            "We ask the questions that keep families awake, test what helps, and share it in words everybody "
            "can use. Nobody is studied here without having a say."
        ),
    )
    story.day(6, 9)
    decision = story.do(
        "colette",
        "OpenDecision",
        title="Is this our mission?",
        subject={"kind": "wording", "id": wording},
        method="no objection",
        electorate_kind="members",
        quorum="0.6",
        closes_at=story.on(-4, 18),
        zone=ZONE,
    )
    story.each(
        ["aisha", "noor", "walter", "joy", "colette", "renee", "luis"],
        "CastBallot",
        decision=decision,
        choice="no objection",
    )
    story.day(3, 15)
    story.do(
        "grant",
        "RaiseObjection",
        decision=decision,
        reason=(
            "I like it very much. It does not say that we also look at what help costs a family, "
            "and that keeps people awake too."
        ),
    )


def propose_values(story: Story) -> None:
    """Values, begun in Spanish."""
    story.day(12, 17)
    statement = story.do("marisol", "OpenStatement", kind="values")
    story.do(
        "marisol",
        "ProposeWording",
        statement=statement,
        text=(
            "Escuchamos primero a quien vive con asma. Hablamos claro y en los dos idiomas. "
            "Lo que prometemos lo cumplimos, y si no podemos, lo decimos a tiempo."
        ),
    )


def ask_about_travel(story: Story) -> None:
    """A second question that is open now."""
    story.day(2, 11)
    decision = story.do(
        "miriam",
        "OpenDecision",
        title="Shall the common fund pay for travel and childcare at every meeting?",
        method="majority",
        electorate_kind="members",
        closes_at=story.on(-9, 18) + timedelta(minutes=30),
        zone=ZONE,
    )
    story.each(["marisol", "aisha", "luis", "theo"], "CastBallot", decision=decision, choice="yes")
    story.do("grant", "CastBallot", decision=decision, choice="abstain")
