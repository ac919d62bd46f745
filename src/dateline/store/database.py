"""The newsroom's database: opening, safety settings, migrations, transactions.

SQLite with WAL and foreign keys; `application_id` says that the file is ours. Alembic is loaded only when a migration
is due, because loading it costs more than most commands take.
"""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError

from dateline.errors import BadNewsroom, Busy
from dateline.store.lock import writer
from dateline.store.schema import APPLICATION_ID

HEAD = "0004"  # the newest migration in migrations/versions


class Database:
    """A newsroom's database; `begin()` gives one transaction."""

    def __init__(self, path: Path):
        self.path = path
        self.engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
        event.listen(self.engine, "connect", _set_pragmas)
        event.listen(self.engine, "begin", _begin)
        try:
            self._check_and_migrate()
        except DatabaseError as error:
            self.engine.dispose()
            if "locked" in str(error.orig):
                raise Busy(f"{path} is locked by another program: close it and try again") from error
            raise BadNewsroom(
                f"{path} cannot be opened as a database ({error.orig}): restore it from a backup"
            ) from error
        except BadNewsroom:
            self.engine.dispose()
            raise

    def close(self) -> None:
        """Give the file back."""
        self.engine.dispose()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or none."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except OperationalError as error:
            if "locked" in str(error.orig):
                raise Busy(f"{self.path} is locked by another program: close it and try again") from error
            raise BadNewsroom(
                f"{self.path} cannot be read or written ({error.orig}): is the disk full, or not yours?"
            ) from error

    def _check_and_migrate(self) -> None:
        with self.engine.connect() as connection:
            ours = connection.execute(text("PRAGMA application_id")).scalar()
            tables = connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar()
            if tables and ours != APPLICATION_ID:
                raise BadNewsroom(f"{self.path} is another program's database: move it away and try again")
            version = _version(connection) if tables else None
        if version == HEAD:
            return
        if version is not None and version > HEAD:
            raise BadNewsroom(
                f"{self.path} was made by a newer Dateline (schema {version}, this one knows {HEAD}): upgrade Dateline"
            )
        self._migrate()

    def _migrate(self) -> None:
        migration = importlib.import_module("dateline.store.migration")
        with writer(self.path.parent), self.engine.begin() as connection:
            migration.upgrade(connection)
            connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))


def _version(connection: Connection) -> str | None:
    known = connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'")).scalar()
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first() if known else None
    return str(row[0]) if row else None


def _set_pragmas(connection: sqlite3.Connection, record: Any) -> None:
    connection.isolation_level = None  # sqlite3 would leave schema changes out of the transaction; see _begin
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
