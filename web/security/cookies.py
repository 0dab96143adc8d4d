"""The cookies: of a signed-in browser, of one that looks at the sign-in form, of a chosen language and light.

Over https their names begin with `__Host-`: the browser then takes them only from this very host, over
https, for all its paths, so that no other host of the domain can plant one.
"""

from litestar.datastructures import Cookie

from web.accounts.session_rows import SESSION_LASTS
from web.settings import Settings

SESSION = "everyseat"
ASIDE = "everyseat-aside"
VISITOR = "everyseat-visitor"
LANGUAGE = "everyseat-language"
THEME = "everyseat-theme"
A_YEAR = 365 * 86_400


def cookie_name(name: str, settings: Settings) -> str:
    """A cookie's name on this server."""
    return f"__Host-{name}" if settings.https else name


def cookie(name: str, value: str, settings: Settings, lasts: int | None = None) -> Cookie:
    """A cookie that scripts cannot read and other sites' forms do not send."""
    return Cookie(
        key=cookie_name(name, settings),
        value=value,
        path="/",
        max_age=lasts,
        httponly=True,
        secure=settings.https,
        samesite="lax",
    )


def session_cookie(token: str, settings: Settings, *, borrowed: bool = False) -> Cookie:
    """The cookie of a signed-in browser; on somebody else's device it goes when the browser closes."""
    return cookie(SESSION, token, settings, None if borrowed else SESSION_LASTS)


def aside_cookie(token: str, settings: Settings) -> Cookie:
    """The session of the device's owner, kept aside while somebody else is signed in on it."""
    return cookie(ASIDE, token, settings, SESSION_LASTS if token else 0)


def no_session_cookie(settings: Settings) -> Cookie:
    """What takes the session's cookie away again."""
    return cookie(SESSION, "", settings, 0)


def language_cookie(language: str, settings: Settings) -> Cookie:
    """The language chosen in a browser; it holds there whoever signs in."""
    return cookie(LANGUAGE, language, settings, A_YEAR)


def theme_cookie(theme: str | None, settings: Settings) -> Cookie:
    """The light or dark chosen in a browser; none, and the device says again which it is."""
    return cookie(THEME, theme or "", settings, A_YEAR if theme else 0)


def visitor_cookie(token: str, settings: Settings) -> Cookie:
    """The cookie of a browser that looks at the sign-in form; it goes when the browser closes."""
    return cookie(VISITOR, token, settings)
