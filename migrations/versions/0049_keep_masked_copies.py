"""What platforms read of a reporter's words, kept as it was when they were sent."""

import sqlalchemy as sa
from alembic import op

from portal.domain.masking import mask

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

BATCH = 1000
COPIES = (
    ("tips", "description", "masked"),
    ("messages", "body", "masked"),
    ("supplement_requests", "answer", "answer_masked"),
    ("appeals", "reason", "masked"),
)


def upgrade() -> None:
    for table, words, copy in COPIES:
        op.add_column(table, sa.Column(copy, sa.Text(), nullable=False, server_default=""))
        fill(sa.table(table, *map(sa.column, ("id", words, copy))), words, copy)


def fill(table: sa.TableClause, words: str, copy: str) -> None:
    """Nobody confirmed a copy of what was sent before: it is masked by the rules of the day it is moved."""
    bind, last = op.get_bind(), 0
    found = sa.select(table.c.id, table.c[words]).where(table.c[words].is_not(None)).order_by(table.c.id).limit(BATCH)
    write = sa.update(table).where(table.c.id == sa.bindparam("row")).values({copy: sa.bindparam("masked_words")})
    while rows := bind.execute(found.where(table.c.id > last)).all():
        bind.execute(write, [{"row": row.id, "masked_words": mask(row[1])} for row in rows])
        last = rows[-1].id


def downgrade() -> None:
    for table, _, copy in reversed(COPIES):
        op.drop_column(table, copy)
