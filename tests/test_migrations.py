"""The schema: migrations and tables are the same, older databases come up to date, and what is not ours is refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from dateline.errors import BadNewsroom
from dateline.store import migration
from dateline.store.database import HEAD, Database
from dateline.store.schema import APPLICATION_ID, metadata

CASES = Path(__file__).parent / "databases"  # <revision>.sql: rows as that revision held them, in its own columns


def revisions() -> list[str]:
    """Every revision, oldest first."""
    config = Config()
    config.set_main_option("script_location", str(Path(migration.__file__).parent / "migrations"))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def make(path: Path, revision: str) -> None:
    """A database as the release with this revision left it, with rows in every table of that time."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migration.upgrade(connection, revision)
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    engine.dispose()
    with sqlite3.connect(path) as raw:
        raw.executescript((CASES / f"{revision}.sql").read_text("utf-8"))
    raw.close()


def tables_of(path: Path) -> dict[str, int]:
    """Rows by table."""
    raw = sqlite3.connect(path)
    names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    counts = {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    raw.close()
    return counts


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Tables but those that SQLite keeps for the search index."""
    return kind != "table" or not str(name).startswith("document_text")


def test_head_is_the_newest_migration() -> None:
    assert revisions()[-1] == HEAD


def test_migrated_schema_is_the_one_of_the_tables(tmp_path: Path) -> None:
    database = Database(tmp_path / "dateline.db")
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        assert compare_metadata(context, metadata) == []
    database.close()


@pytest.mark.parametrize("revision", revisions())
def test_database_of_each_release_comes_up_to_date_with_its_rows(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "dateline.db"
    make(path, revision)
    before = tables_of(path)
    assert all(before.values()), f"tests/databases/{revision}.sql leaves a table empty"
    database = Database(path)
    with database.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    database.close()
    after = tables_of(path)
    assert {name: after[name] for name in before} == before


def test_new_database_is_marked_as_ours_with_wal_and_foreign_keys(tmp_path: Path) -> None:
    database = Database(tmp_path / "dateline.db")
    with database.begin() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("application_id", "journal_mode", "foreign_keys")
        }
    database.close()
    assert pragmas == {"application_id": APPLICATION_ID, "journal_mode": "wal", "foreign_keys": 1}


def test_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "dateline.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE bookmarks (url TEXT)")
    raw.close()
    with pytest.raises(BadNewsroom, match="another program's database"):
        Database(path)
    assert tables_of(path) == {"bookmarks": 0}


def test_database_of_a_newer_release_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dateline.db"
    Database(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(BadNewsroom, match=r"made by a newer Dateline \(schema 9999"):
        Database(path)


def test_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "dateline.db"
    path.touch()
    Database(path).close()
    assert tables_of(path)["alembic_version"] == 1


@pytest.mark.parametrize("keep", [0, 16, 100, 2000, 60_000], ids=lambda keep: f"first {keep} bytes")
def test_database_that_is_cut_off_is_bad(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "dateline.db"
    Database(path).close()
    whole = path.read_bytes()
    assert len(whole) > 60_000
    path.write_bytes(whole[:keep] + (b"" if keep else b"not a database" * 100))
    with pytest.raises(BadNewsroom, match=r"restore it from a backup|another program's"):
        Database(path)


def test_folder_in_place_of_a_database_is_bad(tmp_path: Path) -> None:
    (tmp_path / "dateline.db").mkdir()
    with pytest.raises(BadNewsroom, match="cannot be opened as a database"):
        Database(tmp_path / "dateline.db")


def test_database_another_program_holds_open_for_writing_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "dateline.db"
    Database(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    database = Database(path)
    with database.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM capture")).scalar() == 0
    database.close()
    other.close()
