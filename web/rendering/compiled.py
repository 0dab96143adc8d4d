"""Compiled templates are kept between restarts: compiling those of one page takes half a second."""

from contextlib import suppress
from operator import itemgetter
from zlib import crc32

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(FileSystemBytecodeCache):
    """Files in a folder of the temporary directory that only we may enter; without room there are none."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template. A full disk costs time at the next start and nothing else."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled_templates(environment: Environment) -> BytecodeCache | None:
    """Where compiled templates are kept; None where there is no safe place for them.

    What a template is compiled to depends on the filters and tests that there are, and on what they are
    handed: a program that knows others keeps its own, so that an older one which still runs cannot leave
    behind what does not work.
    """
    functions = (*environment.filters.items(), *environment.tests.items())
    known = " ".join(
        f"{name}:{getattr(one, 'jinja_pass_arg', '')}" for name, one in sorted(functions, key=itemgetter(0))
    )
    try:
        return CompiledTemplates(pattern=f"__everyseat_{crc32(known.encode()):08x}_%s.cache")
    except (OSError, RuntimeError):
        return None
