"""Texts and decisions: an adopted vision, a mission under discussion, questions agreed and not agreed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from events.decisions import Choice, Method
from web.demo import drafting, meaning
from web.demo.story import Story

ZONE = "America/Chicago"
VISION = "A valley where nobody lies awake fighting for breath, and every child can run as {} as they like."
VISION_IN_SPANISH = (
    "Un valle donde nadie pasa la noche en vela luchando por respirar, y donde cada niña y cada niño puede "
    "correr tan lejos como quiera."
)
MISSION_IN_SPANISH = (
    "Las personas con asma, quienes las cuidan y quienes tratan, pagan e investigan se sientan a una misma "
    "mesa. Hacemos las preguntas que quitan el sueño a las familias, probamos lo que ayuda y lo contamos con "
    "palabras que todo el mundo entiende. Aquí no se estudia a nadie sin que pueda opinar."
)
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


def ask(
    story: Story,
    who: str,
    title: str,
    *,
    wording: str | None = None,
    closes_at: datetime | None = None,
    method: Method = "no objection",
) -> str:
    """Somebody puts a question to all members."""
    fields: dict[str, Any] = {"title": title, "method": method, "electorate_kind": "members", "zone": ZONE}
    if wording is not None:
        fields["subject"] = {"kind": "wording", "id": wording}
    if closes_at is not None:
        fields["closes_at"] = closes_at
    return story.do(who, "OpenDecision", **fields)


def answer(story: Story, decision: str, people: Sequence[str], choice: Choice = "no objection") -> None:
    """Several people vote the same."""
    for who in people:
        story.do(who, "CastBallot", decision=decision, choice=choice)


def decide_on_vision(story: Story) -> None:
    """A wording is adopted without objection; afterwards a slip of the pen is put right."""
    wording = propose_visions(story)
    decision = ask(story, "colette", "Is this our vision?", wording=wording, closes_at=story.on(41, 18))
    story.day(44, 8)
    answer(story, decision, [who for who in FIRST if who not in ("karen", "omar")])
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


def propose_visions(story: Story) -> str:
    """Two wordings, of which one is withdrawn by its author; the id of the other."""
    story.day(46, 18)
    statement = story.do("colette", "OpenStatement", kind="vision")
    earlier = story.do(
        "renee",
        "ProposeWording",
        statement=statement,
        text="A valley with measurably lower rates of uncontrolled asthma by the end of the decade.",
    )
    story.day(45, 12)
    wording = story.do("walter", "ProposeWording", statement=statement, text=VISION.format("fare"))
    story.do(
        "renee",
        "WithdrawWording",
        wording=earlier,
        why="Another text says what I meant, and says it so that my neighbours would nod.",
    )
    in_spanish(story, wording, "lucia", "marisol", VISION_IN_SPANISH)
    return wording


def in_spanish(story: Story, wording: str, translator: str, reader: str, text: str) -> None:
    """One translates a text, and somebody else who reads both languages checks it."""
    translation = story.do(translator, "OfferTranslation", wording=wording, language="es", text=text)
    story.do(reader, "CheckTranslation", translation=translation)


def agree_on_meetings(story: Story) -> None:
    """An objection that was taken in made the proposal better; more time was given."""
    story.day(43, 10)
    title = "Shall we meet on the second Tuesday of the month at 6 in the evening, in the library and online?"
    decision = ask(story, "miriam", title, closes_at=story.on(38, 17))
    answer(story, decision, ["heejin", "theo", "renee", "ben", "walter", "luis"])
    take_in_what_aisha_says(story, decision)
    story.day(37, 9)
    answer(story, decision, ["aisha", "dana", "marisol", "joy", "noor", "lucia", "colette"])
    story.day(36, 18)
    story.do("miriam", "CloseDecision", decision=decision)


def take_in_what_aisha_says(story: Story, decision: str) -> None:
    """An objection, two more days to think, and how it was taken in."""
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
            "This objection names something we had not thought of. "
            "We need two more days to find an hour for everybody."
        ),
    )
    note = (
        "We meet at half past twelve, with lunch and somebody to look after children; "
        "every third time in the evening."
    )
    story.do("colette", "IntegrateObjection", objection=objection, note=note)


def decline_the_app(story: Story) -> None:
    """A majority said no, and why is easy to see."""
    story.day(34, 11)
    title = "Shall we keep symptom diaries only in a phone app from now on?"
    decision = ask(story, "heejin", title, method="majority")
    answer(story, decision, ["heejin", "karen", "grant", "theo"], "yes")
    answer(story, decision, ["priya", "renee"], "abstain")
    story.day(33, 9)
    against = ["dana", "walter", "marisol", "aisha", "joy", "luis", "noor", "lucia", "ben", "theo"]
    answer(story, decision, against, "no")
    story.day(31, 12)
    story.do("heejin", "CloseDecision", decision=decision)


def discuss_the_mission(story: Story) -> None:
    """Two wordings are on the table, and a decision is open on the second one."""
    wording = propose_missions(story)
    story.day(6, 9)
    decision = ask(story, "colette", "Is this our mission?", wording=wording, closes_at=story.on(-4, 18))
    answer(story, decision, ["aisha", "noor", "walter", "joy", "colette", "renee", "luis"])
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


def propose_missions(story: Story) -> str:
    """Two wordings; the id of the one that is put to all, in both languages."""
    statement = meaning.say_what_matters(story)
    story.day(16, 10)
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
            "People with asthma, those who care for them, and those who treat, pay and study sit at one "
            "table. We ask the questions that keep families awake, test what helps, and share it in words "
            "everybody can use. Nobody is studied here without having a say."
        ),
    )
    story.day(8, 19)
    in_spanish(story, wording, "marisol", "lucia", MISSION_IN_SPANISH)
    return wording


def propose_values(story: Story) -> None:
    """Values, begun in Spanish; others try to say them in English, in words of their own."""
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
    drafting.begin(story, statement)


def ask_about_travel(story: Story) -> None:
    """A second question that is open now."""
    story.day(2, 11)
    title = "Shall the common fund pay for travel and childcare at every meeting?"
    closes_at = story.on(-9, 18) + timedelta(minutes=30)
    decision = ask(story, "miriam", title, method="majority", closes_at=closes_at)
    answer(story, decision, ["marisol", "aisha", "luis", "theo"], "yes")
    answer(story, decision, ["grant"], "abstain")
