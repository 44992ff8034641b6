"""What can be found: entries, spellings, and the index of each database over the entries' tokens.

The index is made by hand: an FTS5 table kept by triggers on SQLite, a GIN index on PostgreSQL. A later migration that rebuilds
`search_entry` on SQLite must make the triggers again.
"""

import sqlalchemy as sa
from alembic import op

revision = "search"
down_revision = "signin"
branch_labels = None
depends_on = None

TAKE_OUT = "INSERT INTO search_index(search_index, rowid, tokens) VALUES ('delete', old.id, old.tokens);"
PUT_IN = "INSERT INTO search_index(rowid, tokens) VALUES (new.id, new.tokens);"
INDEX = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_index USING fts5(tokens, content='search_entry', content_rowid='id', "
        "tokenize=\"ascii tokenchars '=@#'\", prefix='2 3 4', detail=none)",
        f"CREATE TRIGGER search_index_takes_in AFTER INSERT ON search_entry BEGIN {PUT_IN} END",
        f"CREATE TRIGGER search_index_lets_go AFTER DELETE ON search_entry BEGIN {TAKE_OUT} END",
        f"CREATE TRIGGER search_index_changes AFTER UPDATE OF tokens ON search_entry BEGIN {TAKE_OUT} {PUT_IN} END",
    ],
    "postgresql": ["CREATE INDEX search_index ON search_entry USING gin (array_to_tsvector(string_to_array(tokens, ' ')))"],
}


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=True),
        sa.Column("enterprise_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_ur", sa.String(length=200), nullable=True),
        sa.Column("place", sa.String(length=240), nullable=True),
        sa.Column("place_ur", sa.String(length=240), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("path", sa.String(length=240), nullable=False),
        sa.Column("tokens", sa.Text(), nullable=False),
        sa.Column("stamp", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("key", name=op.f("uq_search_entry_key")),
    )
    with op.batch_alter_table("search_entry", schema=None) as batch_op:
        batch_op.create_index("ix_search_entry_kind_record", ["kind", "record_id"], unique=False)
    op.create_table(
        "search_near",
        sa.Column("near", sa.String(length=24), nullable=False),
        sa.Column("word", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("near", "word", name=op.f("pk_search_near")),
    )
    with op.batch_alter_table("search_near", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_near_word"), ["word"], unique=False)
    for statement in INDEX[op.get_bind().dialect.name]:
        op.execute(sa.text(statement))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("takes_in", "lets_go", "changes"):
            op.execute(f"DROP TRIGGER search_index_{name}")
        op.execute("DROP TABLE search_index")
    op.drop_table("search_near")
    op.drop_table("search_entry")
