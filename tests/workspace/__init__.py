"""The rules: what each command does, refuses, or leaves quiet, and that any valid history holds."""
