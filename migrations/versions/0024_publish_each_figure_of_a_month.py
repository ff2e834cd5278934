"""Which figures of a month are published, so that one that joins them later is published for earlier months too."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NAME = "pk_published_months"
FIRST, REST = "tips_received", ("tips_disposed", "cases_closed")
MONTHS = sa.table("published_months", sa.column("month"), sa.column("published_at"), sa.column("figure"))


def upgrade() -> None:
    with op.batch_alter_table("published_months") as batch:
        batch.add_column(sa.Column("figure", sa.String(40), nullable=False, server_default=FIRST))
        batch.drop_constraint(NAME, type_="primary")
        batch.create_primary_key(NAME, ["month", "figure"])
    with op.batch_alter_table("published_months") as batch:
        batch.alter_column("figure", server_default=None)
    for figure in REST:
        same = sa.select(MONTHS.c.month, MONTHS.c.published_at, sa.literal(figure)).where(MONTHS.c.figure == FIRST)
        op.execute(sa.insert(MONTHS).from_select(["month", "published_at", "figure"], same))


def downgrade() -> None:
    """What was not published then goes; the next way up publishes it again from the counters."""
    published = sa.table("published_figures", sa.column("figure"))
    op.execute(sa.delete(published).where(published.c.figure.not_in([FIRST, *REST])))
    op.execute(sa.delete(MONTHS).where(MONTHS.c.figure != FIRST))
    with op.batch_alter_table("published_months") as batch:
        batch.drop_constraint(NAME, type_="primary")
        batch.drop_column("figure")
        batch.create_primary_key(NAME, ["month"])
