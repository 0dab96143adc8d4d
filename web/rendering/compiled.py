"""Compiled templates are kept between restarts: compiling those of one page takes half a second."""

from contextlib import suppress

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(FileSystemBytecodeCache):
    """Files in a folder of the temporary directory that only we may enter; without room there are none."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template. A full disk costs time at the next start and nothing else."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled_templates() -> BytecodeCache | None:
    """Where compiled templates are kept; None where there is no safe place for them."""
    try:
        return CompiledTemplates(pattern="__everyseat_%s.cache")
    except (OSError, RuntimeError):
        return None
