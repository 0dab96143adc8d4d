"""An import contract of our own: the features of one folder do not import each other.

The ready-made independence contract wants every module to exist and forbids indirect ways too. Features
may well read the same shared vocabulary; and a feature is in a folder only where it has work there.
"""

from __future__ import annotations

from itertools import permutations
from typing import Any, cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class FeaturesApart(Contract):
    """No module of `folder.feature` imports one of `folder.other_feature`, for every folder named."""

    type_name = "features_apart"

    folders = fields.ListField(subfield=fields.StringField())
    features = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at each pair of features that a folder has."""
        found = []
        for folder in cast(list[str], self.folders):
            there = [f"{folder}.{feature}" for feature in cast(list[str], self.features)]
            there = [module for module in there if module in graph.modules]
            for importer, imported in permutations(there, 2):
                found += direct_imports(graph, importer, imported)
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say who imports whom, and where."""
        for importer, imported, line in check.metadata["found"]:
            output.print_error(f"{importer} imports {imported} (line {line})", bold=False)


def direct_imports(graph: ImportGraph, importer: str, imported: str) -> list[tuple[str, str, Any]]:
    """The imports that lead from one package straight into another, with their lines."""
    inside = {imported, *graph.find_descendants(imported)}
    found = []
    for module in sorted({importer, *graph.find_descendants(importer)}):
        for target in sorted(graph.find_modules_directly_imported_by(module) & inside):
            details = graph.get_import_details(importer=module, imported=target)
            found.append((module, target, details[0]["line_number"] if details else "?"))
    return found
