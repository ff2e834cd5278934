"""A whole agency can stay out of a case, as a person can."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STANDS = sa.text("ended_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("exclusions") as table:
        table.alter_column("person_id", existing_type=NUMBER, nullable=True)
        table.add_column(sa.Column("agency_id", NUMBER, nullable=True))
        table.create_foreign_key(op.f("fk_exclusions_agency_id_organizations"), "organizations", ["agency_id"], ["id"])
        table.create_check_constraint(
            op.f("ck_exclusions_person_or_agency"), "(person_id IS NULL) <> (agency_id IS NULL)"
        )
    op.create_index(
        "uq_exclusions_recused",
        "exclusions",
        ["case_id", "agency_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    op.create_index("ix_exclusions_agency_id_case_id", "exclusions", ["agency_id", "case_id"])


def downgrade() -> None:
    op.drop_index("ix_exclusions_agency_id_case_id", "exclusions")
    op.drop_index("uq_exclusions_recused", "exclusions")
    op.execute("DELETE FROM exclusions WHERE agency_id IS NOT NULL")
    with op.batch_alter_table("exclusions") as table:
        table.drop_constraint(op.f("ck_exclusions_person_or_agency"), type_="check")
        table.drop_constraint(op.f("fk_exclusions_agency_id_organizations"), type_="foreignkey")
        table.drop_column("agency_id")
        table.alter_column("person_id", existing_type=NUMBER, nullable=False)
