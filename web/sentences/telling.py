"""What a sentence needs from the page it stands on: names, titles and figures for one audience.

Sentences are message ids with `{places}` to fill in. Everything that fills a place is Markup already
or is escaped on its way in, so that nothing a person wrote can become a part of the page.
"""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from markupsafe import Markup, escape

from events.conversation import Thing
from events.log.keys import Unreadable
from events.sealed import Words
from events.vocabulary import Header
from projections.provenance import provenance
from web.rendering.language import day_in_words, number_in_words, translations
from web.rendering.language import gettext_noop as N_
from web.rendering.naming import Naming
from web.sentences.labels import THE_STATEMENT

EXCERPT = 200
"""The most characters of a person's text that a sentence quotes; the moment's own page has all of it."""


class Telling:
    """Tells one event. The titles come from the views of the page, which reach at least as far."""

    def __init__(self, naming: Naming, header: Header) -> None:
        self._naming, self._header = naming, header
        self._views = naming.views

    def say(self, sentence: str, **places: object) -> Markup:
        """The sentence in the reader's language. `{who}` is filled in with whose act it was."""
        return begun(escape(self._naming.say(sentence)).format(who=self._who(), **places))

    def ngettext(self, one: str, many: str, number: int, **places: object) -> Markup:
        """The same for a sentence with `{count}`, in the plural form that the language wants."""
        language = self._naming.audience.language
        sentence = escape(translations(language).ungettext(one, many, number))
        return begun(sentence.format(who=self._who(), count=number_in_words(number, language), **places))

    def is_actor(self, person_id: str) -> bool:
        """Whether it is this person's own act, for themselves."""
        return self._header.person == person_id and self._header.on_behalf_of in (None, person_id)

    def person(self, person_id: str) -> Markup:
        """A person's name, or what stands for it."""
        return self._naming.person(person_id)

    def partner(self, partner_id: str) -> Markup:
        """A partner's name."""
        return self._naming.partner(partner_id)

    def quote(self, words: Words) -> Markup:
        """The beginning of what somebody wrote, in quotation marks."""
        opened = self._naming.keys.open(self._views.partnership, words)
        if isinstance(opened, Unreadable):
            return self._naming.words(words)
        return Markup('<q lang="{}" dir="auto">{}</q>').format(words.lang, shortened(opened))

    def label(self, label: str) -> Markup:
        """A word of our own in the reader's language: a role, a kind of statement."""
        return escape(self._naming.say(label))

    def goal(self, goal_id: str) -> Markup:
        """A goal's title, leading to it."""
        goal = self._views.goals.goals.get(goal_id)
        return self._titled(goal.title if goal else None, f"/goals/{goal_id}")

    def objective(self, objective_id: str) -> Markup:
        """An objective's title, leading to its goal."""
        goal_id = self._views.goals.goal_of_objective.get(objective_id)
        if goal_id is None:
            return self._titled(None, "")
        objective = self._views.goals.goals[goal_id].objectives[objective_id]
        return self._titled(objective.title, f"/goals/{goal_id}")

    def decision(self, decision_id: str) -> Markup:
        """A decision's title, leading to it."""
        decision = self._views.decisions.decisions.get(decision_id)
        return self._titled(decision.title if decision else None, f"/decisions/{decision_id}")

    def decision_of(self, objection_id: str) -> Markup:
        """The title of the decision that an objection is about."""
        objection = self._views.decisions.objections.get(objection_id)
        return self.decision(objection.decision if objection else "")

    def promise(self, pledge_id: str) -> Markup:
        """A promise's title, leading to it."""
        promise = self._views.promises.promises.get(pledge_id)
        return self._titled(promise.title if promise else None, f"/promises/{pledge_id}")

    def statement_of(self, wording_id: str) -> Markup:
        """Which statement a wording is for: "the mission"."""
        wording = self._views.charter.wordings.get(wording_id)
        return self.statement(wording.statement if wording else "")

    def statement_of_translation(self, translation_id: str) -> Markup:
        """Which statement a translated wording is for."""
        return self.statement_of(self._views.charter.of.get(translation_id, ""))

    def suggestion(self, suggestion_id: str) -> Markup:
        """The words that were suggested, or those that were to go; they lead to the draft."""
        found = self._views.charter.suggestions.get(suggestion_id)
        if found is None:
            return self._titled(None, "")
        return self._titled(
            found.replacement or found.passage, f"/drafts/{found.draft}#suggestion-{found.id}"
        )

    def remark(self, remark_id: str) -> Markup:
        """What somebody said, leading to where it stands."""
        found = self._views.conversation.remarks.get(remark_id)
        if found is None:
            return self._titled(None, "")
        return self._titled(found.text, f"{place_of(found.about)}#remark-{found.id}")

    def statement(self, statement_id: str) -> Markup:
        """Which statement it is: "the mission"."""
        kind = self._views.charter.kinds.get(statement_id)
        return self.label(THE_STATEMENT[kind] if kind else N_("a statement"))

    def day(self, day: date) -> Markup:
        """A day, as the language writes it."""
        return escape(day_in_words(day, self._naming.audience.language))

    def when(self, when: datetime) -> Markup:
        """A moment in the reader's zone."""
        return self._naming.when(when)

    def number(self, number: Decimal) -> Markup:
        """A number, as the language writes it."""
        try:
            return escape(number_in_words(number, self._naming.audience.language))
        except InvalidOperation:
            # Longer than any language writes numbers out; the log could hold one, and is shown all the same.
            return escape(str(number))

    def _who(self) -> Markup:
        return self._naming.who(provenance(self._header))

    def _titled(self, title: Words | None, path: str) -> Markup:
        """What a thing is called, leading to its page; a kind word if that is not known here."""
        if title is None:
            return self.label(N_("something that is no longer shown"))
        return Markup('<a href="/p/{}{}">{}</a>').format(self._views.partnership, path, self.quote(title))


def place_of(thing: Thing) -> str:
    """Where something that is talked about stands, under the partnership's address."""
    return f"/drafts/{thing.id}" if thing.kind == "draft" else f"/wordings/{thing.id}/remarks"


def begun(sentence: Markup) -> Markup:
    """The sentence with a capital at its beginning, where it begins with one of our own words."""
    return sentence[:1].upper() + sentence[1:]


def shortened(text: str) -> str:
    """The text in one line, cut after a whole word where it is long."""
    line = " ".join(text.split())
    if len(line) <= EXCERPT:
        return line
    cut = line[:EXCERPT]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + " …"
