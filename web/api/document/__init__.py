"""The OpenAPI 3.1 document, made from the commands, views and problems themselves."""

from web.api.document.whole import document

__all__ = ["document"]
