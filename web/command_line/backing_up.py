"""`everyseat backup` and `everyseat restore`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from events.log.migrations import LOG, check
from web.accounts import CHAIN as ACCOUNTS
from web.command_line.exporting import target
from web.command_line.opening import alone, database_option, there
from web.command_line.progress import Bar
from web.command_line.saying import Stop, note, speaking
from web.operating.backing_up import Steps, back_up
from web.operating.restoring import need_master_key, restore_keys
from web.operating.restoring import restore as bring_back
from web.operating.wording import so_many
from web.settings import Settings, load_settings

file_option = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=file_option, metavar="FILE")
@click.option("--force", is_flag=True, help="Replace the files if they exist.")
@database_option
@speaking
def backup(file: Path, force: bool, database: str | None) -> None:
    """Write the record and the accounts to FILE and the keys to FILE.keys, while the server runs.

    Both are needed to read again what people wrote, and whoever has both and the master key can read it:
    keep them apart from each other. The master key is in neither.
    """
    settings = load_settings(database=database)
    there(settings)
    check(settings.database_url, LOG)
    check(settings.accounts_url, ACCOUNTS)
    apart = keys_beside(file)
    for one in (file, apart):
        if one.exists() and not force:
            raise Stop(f"{one} exists already. Choose another name, or replace it with --force.")
    with target(str(file)) as record, target(str(apart)) as keys, bars() as steps:
        done = back_up(settings, record, keys, steps)
    if done.has_keys:
        note(f"Keep {apart.name} in another place than {file.name}; to read texts again you need both.")
        note("The master key is in neither. Whoever loses it loses every text that people wrote.")
    else:
        apart.unlink()
        note(f"There is no key store here, so {apart.name} was not written.")
    note(f"Backed up: {summary(done.counts['events'], len(done.proof))}.")
    if done.troubles:
        note(f"But the record has damage, which is now in the backup, too: {done.troubles[0]}.")
        note("Keep your older backups, and run `everyseat doctor --full`.")
        raise SystemExit(1)


@click.command()
@click.argument("file", type=file_option, metavar="FILE")
@click.option("--keys", "apart", type=file_option, metavar="FILE", help="The keys [FILE.keys].")
@click.option("--without-keys", is_flag=True, help="Bring the record back although its keys are lost.")
@click.option("--only-keys", is_flag=True, help="FILE holds keys: add those that are missing here.")
@click.option(
    "--erasures",
    type=file_option,
    multiple=True,
    metavar="FILE",
    help="A newer backup, of either kind: what was destroyed by then stays destroyed. May be repeated.",
)
@database_option
@speaking
def restore(
    file: Path,
    apart: Path | None,
    without_keys: bool,
    only_keys: bool,
    erasures: tuple[Path, ...],
    database: str | None,
) -> None:
    """Bring a backup back into an empty database, and verify every moment of it.

    What people took back and whoever was erased stays so, as far as the backup, the key store that is
    here and the files of --erasures tell.
    """
    settings = load_settings(database=database)
    if only_keys:
        keys_alone(settings, file, erasures)
        return
    keys = None if without_keys else apart or keys_beside(file)
    for one in (file, *([keys] if keys else []), *erasures):
        refuse_missing(one, is_keys=one == keys)
    if keys is not None:
        need_master_key(settings)
    with alone(settings), bars() as steps:
        done = bring_back(settings, file, keys, erasures, steps)
    note(f"Back again, and each was verified: {summary(done.counts['events'], len(done.proof))}.")
    if done.keys_left_out:
        note(left_out(done.keys_left_out))
    note("Everybody signs in again.")


def keys_alone(settings: Settings, file: Path, erasures: tuple[Path, ...]) -> None:
    """Bring lost keys back to a record that is there."""
    for one in (file, *erasures):
        refuse_missing(one, is_keys=False)
    need_master_key(settings)
    with alone(settings), bars() as steps:
        done = restore_keys(settings, file, erasures, steps)
    keys = done.counts.get("person_keys", 0) + done.counts.get("word_keys", 0)
    note(f"Added: {so_many(keys, 'key')}.")
    if done.keys_left_out:
        note(left_out(done.keys_left_out))


def summary(moments: int, partnerships: int) -> str:
    """How much it was."""
    return f"{so_many(moments, 'moment')} of {so_many(partnerships, 'partnership')}"


def left_out(keys: int) -> str:
    """What was not brought back, and why."""
    return f"{so_many(keys, 'key')} stayed out: they were destroyed after this backup was made."


def keys_beside(file: Path) -> Path:
    """Where the keys of a backup are when nothing else is said."""
    return file.with_name(f"{file.name}.keys")


def refuse_missing(path: Path, *, is_keys: bool) -> None:
    """Raise unless the file is there."""
    if path.is_file():
        return
    if is_keys:
        raise Stop(
            f"{path} is missing. Without the keys nobody can read what people wrote: name the file with "
            "--keys, or bring only the record back with --without-keys."
        )
    raise Stop(f"There is no file {path}.")


@contextmanager
def bars() -> Iterator[Steps]:
    """One bar after the other, for what is being done."""
    shown: list[Bar] = []

    def begin(what: str, total: int) -> Callable[[int], None]:
        for bar in shown:
            bar.__exit__()
        shown.append(Bar(what, total))
        return shown[-1].advance

    try:
        yield begin
    finally:
        for bar in shown:
            bar.__exit__()
