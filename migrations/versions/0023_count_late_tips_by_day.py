"""What a closing added to the figures, by day: late tips are counted on the day they came to the closed case."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

NAME = "pk_closing_counts"
KEY = ["case_id", "figure", "outcome"]
COUNTS = sa.table("closing_counts", *map(sa.column, [*KEY, "day", "amount"]))


def upgrade() -> None:
    _key_becomes([*KEY, "day"])


def downgrade() -> None:
    """All that was added under one key is taken back from the first of its days, as it was before."""
    other = COUNTS.alias()
    same = sa.and_(*(other.c[column] == COUNTS.c[column] for column in KEY))
    earlier = sa.exists().where(same, other.c.day < COUNTS.c.day)
    together = sa.select(sa.func.sum(other.c.amount)).where(same).scalar_subquery()
    op.execute(sa.update(COUNTS).where(~earlier).values(amount=together))
    op.execute(sa.delete(COUNTS).where(earlier))
    _key_becomes(KEY)


def _key_becomes(columns: list[str]) -> None:
    with op.batch_alter_table("closing_counts") as batch:
        batch.drop_constraint(NAME, type_="primary")
        batch.create_primary_key(NAME, columns)
