"""The project as data: see src/manifest/schema.ts, which checks on arrival what is built here."""
