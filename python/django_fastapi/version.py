"""The version, the same as package.json's: Python and TypeScript come in one package."""

__version__ = "0.1.0"

PROTOCOL = 1
"""Of the worker channel (docs/architecture.md)."""

MANIFEST_VERSION = 1
"""Of the manifest (src/manifest/schema.ts)."""
