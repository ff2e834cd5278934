"""Sessions, invitations, and an administration log that cannot be changed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(40)
DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")

SQLITE_GUARD = """
CREATE TRIGGER administration_log_keeps_{verb} BEFORE {verb} ON administration_log
BEGIN SELECT RAISE(ABORT, 'administration_log is append-only'); END
"""
POSTGRESQL_GUARD = """
CREATE FUNCTION administration_log_refuses() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'administration_log is append-only'; END $$;
CREATE TRIGGER administration_log_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON administration_log
FOR EACH STATEMENT EXECUTE FUNCTION administration_log_refuses()
"""


def upgrade() -> None:
    op.create_table(
        "auth_sessions",
        sa.Column("id", ID, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("browser", sa.String(length=80), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("end_reason", WORD, nullable=True),
        sa.CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name=op.f("ck_auth_sessions_end_is_whole")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_auth_sessions_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auth_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_auth_sessions_token_hash")),
    )
    op.create_index(op.f("ix_auth_sessions_user_id_ended_at_id"), "auth_sessions", ["user_id", "ended_at", "id"])
    op.create_table(
        "invitations",
        sa.Column("id", ID, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("created_by_id", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_invitations_user_id_users")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_invitations_created_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    op.create_index(op.f("ix_invitations_user_id"), "invitations", ["user_id"])
    op.create_index(op.f("ix_invitations_created_by_id"), "invitations", ["created_by_id"])
    op.create_table(
        "administration_log",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=True),
        sa.Column("change", WORD, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("organization_id", ID, nullable=True),
        sa.Column("details", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_administration_log_actor_id_users")),
        sa.ForeignKeyConstraint(["person_id"], ["users.id"], name=op.f("fk_administration_log_person_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_administration_log_organization_id_organizations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_administration_log")),
    )
    op.create_index(op.f("ix_administration_log_actor_id_id"), "administration_log", ["actor_id", "id"])
    op.create_index(op.f("ix_administration_log_person_id"), "administration_log", ["person_id"])
    op.create_index(op.f("ix_administration_log_organization_id"), "administration_log", ["organization_id"])
    refuse_changes()


def refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(SQLITE_GUARD.format(verb=verb))
    else:
        op.execute(POSTGRESQL_GUARD)


def downgrade() -> None:
    op.drop_table("administration_log")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION administration_log_refuses()")
    op.drop_table("invitations")
    op.drop_table("auth_sessions")
