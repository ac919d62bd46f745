"""Migrations: one module a change of the schema, in versions/."""
