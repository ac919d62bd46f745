"""The record: names, figures, quotes and events of articles, and the search index."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and the index."""
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=71), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("figures", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_document_day"), "document", ["day"], unique=False)
    op.create_index("ix_document_ref", "document", ["kind", "ref", "part"], unique=True)
    op.create_table(
        "event",
        sa.Column("article", sa.String(length=16), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("actors", sa.JSON(), nullable=False),
        sa.Column("when", sa.Text(), nullable=True),
        sa.Column("tense", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_event_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "start", "type", name=op.f("pk_event")),
    )
    op.create_table(
        "facts",
        sa.Column("article", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=71), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_facts_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_facts")),
    )
    op.create_table(
        "figure",
        sa.Column("article", sa.String(length=16), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("hedge", sa.String(length=16), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("modality", sa.String(length=16), nullable=False),
        sa.Column("counted", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("same_as", sa.JSON(), nullable=True),
        sa.Column("stated", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_figure_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "start", name=op.f("pk_figure")),
    )
    op.create_index(op.f("ix_figure_subject"), "figure", ["subject"], unique=False)
    op.create_table(
        "name",
        sa.Column("article", sa.String(length=16), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_name_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "start", name=op.f("pk_name")),
    )
    op.create_index(op.f("ix_name_entry"), "name", ["entry"], unique=False)
    op.create_index("ix_name_mention", "name", ["name", "article", "kind"], unique=False)
    op.create_index("ix_name_name", "name", ["name", "text"], unique=False)
    op.create_table(
        "quote",
        sa.Column("article", sa.String(length=16), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_quote_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "start", name=op.f("pk_quote")),
    )
    op.create_index(op.f("ix_quote_speaker"), "quote", ["speaker"], unique=False)
    # Contentless: the words can be found, the text stands in the article. Words come folded and set apart by spaces,
    # and `ascii` takes every other character for a letter. Titles count four times.
    for table in ("document_text", "document_text_name", "document_text_item"):
        op.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(title, body, content='', tokenize='ascii', prefix='2 3')")
        op.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('rank', 'bm25(4.0, 1.0)')")
