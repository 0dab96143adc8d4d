"""The small words of English and Spanish: which carry no meaning of their own, and which carry much."""


def listed(words: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(words.split())


LEFT_OUT = {
    "en": listed("""
        a an the
        be am is are was were been being have has had having do does did doing done will would shall
        and but that which
    """),
    "es": listed("""
        el la los las un una unos unas
        ser es son somos era eran fue fueron sea sean sido siendo
        estar está están estamos estaba estaban esté estén estado estando
        haber he ha hemos han había habían haya hayan habido hay
        y e que pero
    """),
}
"""Articles, auxiliaries and conjunctions. "Or", "if" and "unless" and what says can, may or must count."""

NEVER_FOLDED = {
    "en": listed("""
        no not nor never none nobody nothing neither without
        about above across after against along among around as at before behind below beside besides between
        beyond by despite down during except for from in inside into of off on onto out outside over per
        since through throughout to toward towards under until up upon via with within
        i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself
        she her hers herself it its itself they them their theirs themselves who whom whose
        this these those one ones other others
    """),
    "es": listed("""
        no ni nunca jamás nada nadie ninguno ninguna sin tampoco
        a ante bajo cabe con contra de desde durante en entre hacia hasta mediante para por según sobre tras
        yo me mi mí mío mía míos mías nosotros nosotras nos nuestro nuestra nuestros nuestras
        tú te ti tu tus tuyo tuya tuyos tuyas vosotros vosotras os vuestro vuestra vuestros vuestras
        usted ustedes él ella ello ellos ellas lo le les se sí su sus suyo suya suyos suyas mis
        quien quienes cuyo cuya cuyos cuyas este esta esto estos estas ese esa eso esos esas
        otro otra otros otras uno
    """),
}
"""Negations, prepositions and pronouns: one of them is never taken for another."""

PARTS = {
    "en": {"cannot": ("can", "not"), "can't": ("can", "not"), "won't": ("not",), "shan't": ("not",)},
    "es": {"al": ("a",), "del": ("de",), "u": ("o",), "conmigo": ("con", "mí"), "contigo": ("con", "ti")},
}
"""Words that are several in one."""
