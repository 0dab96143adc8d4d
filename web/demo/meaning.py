"""What matters to each, before anybody words the mission: written alone, and shown at the same moment."""

from typing import Any

from web.demo.story import Story

IDEAS = ("first_idea", "second_idea", "third_idea")


def say_what_matters(story: Story) -> str:
    """The mission is begun: everybody is asked, some answer, all of it is shown; the statement's id."""
    story.day(20, 10)
    statement = story.do("colette", "OpenStatement", kind="mission")
    asked = story.do("colette", "InviteIdeas", statement=statement)
    for who, interest, *ideas in WRITTEN:
        fields: dict[str, Any] = dict(zip(IDEAS, ideas, strict=False))
        story.do(who, "DeclareInterest", round=asked, interest=interest, **fields)
    story.day(17, 18)
    story.do("colette", "RevealIdeas", round=asked)
    return statement


WRITTEN = (
    (
        "dana",
        "That I can sleep through the night, and that nobody asks me to prove how bad it was.",
        "Begin with the nights",
        "Say what a study changes for those who took part",
    ),
    (
        "marisol",
        "Que me expliquen las cosas en mi idioma y sin prisa.",
        "Hablar claro",
        "En los dos idiomas desde el principio",
    ),
    (
        "heejin",
        "Answers that hold up, so that they are still true in the next valley.",
        "Test what helps, and say when it does not",
    ),
    ("aisha", "Children who are not afraid of going to bed.", "Families ask the questions"),
    (
        "grant",
        "Knowing what a family pays out of its own pocket before we promise anything.",
        "Count the costs at home",
    ),
    ("luis", "Homes without mould. Medicine alone does not dry a wall.", "Homes belong in it"),
)
"""Who wrote what matters to them, and up to three ideas."""
