"""What a tip says, as a mark, and the first tip of its case that says the same: a desk reads it once."""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from portal.domain.likeness import likeness
from portal.extensions import JSON_DOCUMENT

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NEW = {"sqlite_where": sa.text("alike_to IS NULL"), "postgresql_where": sa.text("alike_to IS NULL")}
BATCH = 1000

TIPS = sa.table(
    "tips",
    *map(sa.column, ("id", "category", "description")),
    sa.column("urgency", JSON_DOCUMENT),
    sa.column("sectors", JSON_DOCUMENT),
)
ROWS = sa.table("tip_cases", *map(sa.column, ("tip_id", "case_id", "says", "in_case", "alike_to")))
FILES = sa.table("attachments", *map(sa.column, ("tip_id", "sha256")))
TALKS = [sa.table(name, *map(sa.column, ("tip_id", "case_id"))) for name in ("messages", "supplement_requests")]


def upgrade() -> None:
    with op.batch_alter_table("tip_cases") as table:
        table.add_column(sa.Column("says", sa.String(32), nullable=False, server_default=""))
        table.add_column(sa.Column("alike_to", NUMBER, nullable=True))
        table.create_index(op.f("ix_tip_cases_case_id_alike_to"), ["case_id", "alike_to"])
        table.create_index(op.f("ix_tip_cases_case_id_says_in_case"), ["case_id", "says", "in_case"])
        table.create_index("ix_tip_cases_firsts", ["case_id", "in_case"], **NEW)
    mark_all()
    put_all_beside_their_like()


def mark_all() -> None:
    bind, last = op.get_bind(), 0
    while tips := bind.execute(sa.select(TIPS).where(TIPS.c.id > last).order_by(TIPS.c.id).limit(BATCH)).all():
        ids, files = [tip.id for tip in tips], defaultdict(set)
        for tip_id, sha256 in bind.execute(sa.select(FILES).where(FILES.c.tip_id.in_(ids))):
            files[tip_id].add(sha256)
        for tip in tips:
            mark = likeness(tip.description, [tip.category, *tip.urgency, *tip.sectors, *files[tip.id]])
            bind.execute(sa.update(ROWS).where(ROWS.c.tip_id == tip.id).values(says=mark))
        last = ids[-1]


def put_all_beside_their_like() -> None:
    first = ROWS.alias()
    earliest = (
        sa.select(sa.func.min(first.c.in_case))
        .where(first.c.case_id == ROWS.c.case_id, first.c.says == ROWS.c.says, first.c.in_case < ROWS.c.in_case)
        .scalar_subquery()
    )
    written_about = [
        sa.exists().where(talk.c.case_id == ROWS.c.case_id, talk.c.tip_id == ROWS.c.tip_id) for talk in TALKS
    ]
    op.execute(sa.update(ROWS).where(~sa.or_(*written_about)).values(alike_to=earliest))


def downgrade() -> None:
    with op.batch_alter_table("tip_cases") as table:
        table.drop_index("ix_tip_cases_firsts", **NEW)
        table.drop_index(op.f("ix_tip_cases_case_id_says_in_case"))
        table.drop_index(op.f("ix_tip_cases_case_id_alike_to"))
        table.drop_column("alike_to")
        table.drop_column("says")
