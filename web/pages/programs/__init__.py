"""What programs come in with, and where they hear of what happens: tokens and webhooks."""

from web.pages.programs import tokens, webhooks

__all__ = ["HANDLERS"]

HANDLERS = [*tokens.HANDLERS, *webhooks.HANDLERS]
