"""The words of our own that are agreed: each page says them so, in both languages."""

from __future__ import annotations

import pytest

from tests.catalogues import catalogue

AGREED = """
The table · La mesa | Mission · Misión | Decisions · Decisiones | Goals · Metas | Promises ·
Compromisos | How we work · Cómo trabajamos | History · Historial | More · Más | Needs you · Te toca
| Propose this wording · Proponer este texto | Say why · Decir por qué | Vote · Votar | Change my
vote · Cambiar mi voto | I object · Tengo una objeción | I must ask my organisation · Debo
consultarlo | I promise to… · Me comprometo a… | I've done it · Ya está hecho | I can confirm it ·
Lo confirmo | I see it differently · Yo lo veo distinto | Take back · Retirar | Pause me · Hacer una
pausa | Ask for help · Pedir ayuda | Thank · Agradecer | Invite · Invitar | See it as it was · Ver
cómo era | Check it yourself · Compruébalo | being prepared · en preparación | open until %(when)s ·
abierta hasta %(when)s | closes tomorrow · cierra mañana | closed, being counted · cerrada, en
recuento | agreed · acordada | not agreed · sin acuerdo | replaced by a new text · sustituida por
otro texto | time to look again · toca revisarla | no-objection · sin objeciones | how far I agree ·
hasta qué punto estoy de acuerdo | I support it · A favor | not sure · No lo sé | against · En
contra | offered · ofrecido | done, waiting for a second pair of eyes · hecho, falta confirmar |
confirmed · confirmado | talked about · en conversación | let go · liberado | no news yet, need a
hand? · sin noticias, ¿te ayudamos? | still looking · aún buscamos | one person, looking for a
second · una persona, buscamos otra | filled · ocupado | not needed, because … · no hace falta,
porque …
"""
LABELS = [
    tuple(" ".join(word.split()) for word in pair.split(" · "))
    for pair in " ".join(AGREED.split()).split(" | ")
]
LATER = {
    "I must ask my organisation",
    "Ask for help",
    "Thank",
    "being prepared",
    "how far I agree",
}
"""What nothing stands for yet. Once it is said, it is said as agreed."""


def said() -> dict[str, set[str]]:
    """Every sentence in lower case, with how it is said in Spanish."""
    found: dict[str, set[str]] = {}
    for message in catalogue("es"):
        ids = [message.id] if isinstance(message.id, str) else [*message.id]
        strings = [message.string] if isinstance(message.string, str) else [*(message.string or ())]
        for one in ids:
            found.setdefault(str(one).lower(), set()).update(str(text).lower() for text in strings if text)
    return found


@pytest.mark.parametrize(("english", "spanish"), LABELS, ids=[english for english, _ in LABELS])
def test_a_label_is_said_as_agreed(english: str, spanish: str) -> None:
    translations = said().get(english.lower())
    assert translations or english in LATER, f"no page says “{english}”"
    assert not translations or spanish.lower() in translations
