"""Numbers in sentences."""


def so_many(number: int, one: str) -> str:
    """`1 moment`, `1,204 moments`."""
    return f"{number:,} {one}{'' if number == 1 else 's'}"
