"""Grouping is kept on disk, stories have a history and editors a hand in it, and storylines are linked."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and make the tables."""
    op.create_table(
        "grouping_state",
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_grouping_state")),
    )
    op.create_table(
        "story_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("story", sa.String(length=18), nullable=False),
        sa.Column("other", sa.String(length=18), nullable=False),
        sa.Column("articles", sa.JSON(), nullable=False),
        sa.Column("apart", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("undone", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_action")),
    )
    op.create_table(
        "story_alias",
        sa.Column("old", sa.String(length=18), nullable=False),
        sa.Column("new", sa.String(length=18), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("old", name=op.f("pk_story_alias")),
    )
    op.create_index(op.f("ix_story_alias_new"), "story_alias", ["new"], unique=False)
    op.create_table(
        "story_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("story", sa.String(length=18), nullable=False),
        sa.Column("other", sa.String(length=18), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_change")),
    )
    op.create_index(op.f("ix_story_change_other"), "story_change", ["other"], unique=False)
    op.create_index(op.f("ix_story_change_story"), "story_change", ["story"], unique=False)
    op.create_table(
        "story_state",
        sa.Column("story", sa.String(length=18), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first", sa.String(length=32), nullable=False),
        sa.Column("last", sa.String(length=32), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("story", name=op.f("pk_story_state")),
    )
    op.create_index(op.f("ix_story_state_first"), "story_state", ["first"], unique=False)
    op.create_index(op.f("ix_story_state_last"), "story_state", ["last"], unique=False)
    op.create_table(
        "storyline_link",
        sa.Column("story", sa.String(length=18), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("storyline", sa.String(length=18), nullable=False),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("members", sa.String(length=71), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("story", name=op.f("pk_storyline_link")),
    )
    op.create_index(op.f("ix_storyline_link_storyline"), "storyline_link", ["storyline"], unique=False)
    op.create_table(
        "article_state",
        sa.Column("article", sa.String(length=16), nullable=False),
        sa.Column("moment", sa.String(length=32), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_article_state_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_article_state")),
    )
    op.create_index(op.f("ix_article_state_moment"), "article_state", ["moment"], unique=False)
    op.create_table(
        "placement_before",
        sa.Column("article", sa.String(length=16), nullable=False),
        sa.Column("story", sa.String(length=18), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["article.id"], name=op.f("fk_placement_before_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_placement_before")),
    )
    op.add_column("placement", sa.Column("streamed", sa.String(length=18), nullable=True))
    op.add_column("placement", sa.Column("settled", sa.String(length=18), nullable=True))
    op.add_column("placement", sa.Column("engine", sa.String(length=18), nullable=True))
    op.create_index(op.f("ix_placement_engine"), "placement", ["engine"], unique=False)
    op.create_index(op.f("ix_placement_settled"), "placement", ["settled"], unique=False)
    op.create_index(op.f("ix_placement_streamed"), "placement", ["streamed"], unique=False)
