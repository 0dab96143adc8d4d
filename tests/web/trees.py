"""A page as a tree, so that a pushed fragment can be put into it as a browser would."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


class Node:
    """An element: its tag, its attributes, its children (elements and stripped text)."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag, self.attributes = tag, attributes
        self.children: list[Node | str] = []

    @property
    def id(self) -> str | None:
        return self.attributes.get("id")

    def everything(self) -> Iterator[Node]:
        """This element and all inside it."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.everything()

    def find(self, element: str) -> Node | None:
        """The element of an id."""
        return next((node for node in self.everything() if node.id == element), None)

    def put(self, replacement: Node) -> bool:
        """Put an element in the place of the one with the same id."""
        for node in self.everything():
            for at, child in enumerate(node.children):
                if isinstance(child, Node) and child.id == replacement.id:
                    node.children[at] = replacement
                    return True
        return False

    def text(self) -> str:
        """The element written down again, without what is personal inside it."""
        personal = "data-mine" in self.attributes
        # The asks are stamped with the position they were read at, whether or not it changes them.
        # That a personal part holds nothing is known only where it is filled in.
        stamp = {"data-nothing"} | ({"data-state"} if self.id == "needs-you" else set())
        kept = sorted((name, value) for name, value in self.attributes.items() if name not in stamp)
        attributes = "".join(f' {name}="{value}"' for name, value in kept)
        inner = "" if personal else "".join(c if isinstance(c, str) else c.text() for c in self.children)
        return f"<{self.tag}{attributes}>{inner}</{self.tag}>"


class Reader(HTMLParser):
    """Reads a page or a fragment into a tree under one root."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Node(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        if text := " ".join(data.split()):
            self._open[-1].children.append(text)


def tree(html: str) -> Node:
    """The tree of a page or fragment."""
    reader = Reader()
    reader.feed(html)
    return reader.root
