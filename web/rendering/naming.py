"""How people and partners are called, and how sealed text is opened: for one audience, at rendering.

This is the only place where a name is chosen, so what an audience may not see is left out once.
"""

from datetime import datetime

from markupsafe import Markup, escape

from events.log.keys import KeyStore, Unreadable
from events.sealed import Personal, Words
from projections.partners import Person
from projections.provenance import Provenance
from projections.views import Views
from web.reader import Audience
from web.rendering.language import clock_in_words, moment_in_words, translated
from web.rendering.language import gettext_noop as N_

CLOCK = "clock"
NOTES = {
    "taken back": N_("[taken back by its author]"),
    "erased": N_("[no longer kept]"),
    "no key store": N_("[cannot be read at the moment]"),
    "altered": N_("[cannot be read]"),
}


class Naming:
    """Opens and names things for one audience of one partnership."""

    def __init__(self, keys: KeyStore, views: Views, audience: Audience) -> None:
        self.keys, self.views, self.audience = keys, views, audience

    def say(self, message: str) -> str:
        """A message in the audience's language."""
        return translated(message, self.audience.language)

    def text(self, sealed: Words | Personal | None) -> str:
        """Sealed text as plain text, or a note why it cannot be read."""
        if sealed is None:
            return ""
        opened = self.keys.open(self.views.partnership, sealed)
        return self._note(opened) if isinstance(opened, Unreadable) else opened

    def words(self, sealed: Words | None) -> Markup:
        """Sealed words with their language around them, line by line as they were written."""
        if sealed is None:
            return Markup("")
        opened = self.keys.open(self.views.partnership, sealed)
        if isinstance(opened, Unreadable):
            return Markup('<span class="unreadable">{}</span>').format(self._note(opened))
        lines = Markup("<br>").join(opened.split("\n"))
        return Markup('<span lang="{}" dir="auto">{}</span>').format(sealed.lang, lines)

    def person(self, person: str) -> Markup:
        """A person's name: their own for members, a pseudonym for auditors, none for observers."""
        if person == CLOCK:
            return escape(self.say(N_("The clock")))
        known = self.views.directory.people.get(person)
        if self.audience.role == "observer":
            return escape(self.say(N_("a member")))
        if known is None:
            return escape(self.say(N_("somebody")))
        return self._known(known)

    def oneself(self, person: str) -> Markup:
        """How readers see their own name: as it is, whatever others may see. Never in a fragment."""
        known = self.views.directory.people.get(person)
        if known is None or known.display_name is None:
            return self.person(person)
        return Markup('<span dir="auto">{}</span>').format(self.text(known.display_name))

    def _known(self, known: Person) -> Markup:
        if self.audience.role == "auditor" or known.display_name is None:
            return escape(self.say(N_("Person {number}")).format(number=known.number))
        opened = self.keys.open(self.views.partnership, known.display_name)
        if isinstance(opened, Unreadable):
            return escape(self.say(N_("Person {number}")).format(number=known.number))
        return Markup('<span dir="auto">{}</span>').format(opened)

    def partner(self, partner: str) -> Markup:
        """An organisation's name, or the person's for somebody in their own right."""
        known = self.views.directory.partners.get(partner)
        if known is None or known.kind == "person":
            return self.person(partner)
        return self.words(known.name) if known.name else escape(self.say(N_("an organisation")))

    def who(self, act: Provenance) -> Markup:
        """The person and for whom they acted."""
        if act.on_behalf_of is None:
            return self.person(act.person)
        if self.audience.role == "observer":
            return self.partner(act.on_behalf_of)
        sentence = escape(self.say(N_("{person}, for {partner}")))
        return sentence.format(person=self.person(act.person), partner=self.partner(act.on_behalf_of))

    def when(self, moment: datetime) -> Markup:
        """A date and time in the audience's zone, readable by machines too."""
        shown = moment_in_words(moment, self.audience.language, self.audience.zone)
        return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(), shown)

    def clock(self, moment: datetime) -> Markup:
        """The time of day alone, of something that is today."""
        shown = clock_in_words(moment, self.audience.language, self.audience.zone)
        return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(), shown)

    def moment(self, position: int) -> Markup:
        """The small link to the moment in the history where something happened."""
        url = f"/p/{self.views.partnership}/history/{position}"
        label = self.say(N_("moment {position}")).format(position=position)
        return Markup(
            '<a class="moment" href="{}"><span aria-hidden="true">№ {}</span>'
            '<span class="visually-hidden">{}</span></a>'
        ).format(url, position, label)

    def _note(self, unreadable: Unreadable) -> str:
        return self.say(NOTES.get(unreadable.why, NOTES["altered"]))
