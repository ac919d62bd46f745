"""Issues are closed: their state and history, what went into them, corrections, and what became of their links."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and make the tables."""
    op.add_column("issue", sa.Column("state", sa.String(length=8), server_default="draft", nullable=False))
    op.add_column("issue", sa.Column("imported", sa.String(length=71), nullable=True))
    op.create_table(
        "issue_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["issue"], ["issue.id"], name=op.f("fk_issue_event_issue"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_event")),
    )
    op.create_index(op.f("ix_issue_event_issue"), "issue_event", ["issue"], unique=False)
    op.create_table(
        "issue_input",
        sa.Column("issue", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["issue"], ["issue.id"], name=op.f("fk_issue_input_issue"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("issue", "kind", "name", name=op.f("pk_issue_input")),
    )
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue", sa.Text(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["issue"], ["issue.id"], name=op.f("fk_correction_issue"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_issue"), "correction", ["issue"], unique=False)
    op.create_table(
        "link",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("checked", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("leads_to", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_link")),
    )
