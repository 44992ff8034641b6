"""5S audits of an area, and what was found in them."""

import sqlalchemy as sa
from alembic import op

revision = "audits"
down_revision = "suggestions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit',
    sa.Column('enterprise_id', sa.Uuid(), nullable=False),
    sa.Column('area_id', sa.Uuid(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('edition_number', sa.Integer(), nullable=False),
    sa.Column('scores', sa.JSON(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(length=240), nullable=True),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_audit_by_id_person')),
    sa.ForeignKeyConstraint(['programme_id', 'area_id'], ['area.programme_id', 'area.id'], name=op.f('fk_audit_programme_id_area_id_area')),
    sa.ForeignKeyConstraint(['programme_id', 'enterprise_id'], ['enterprise.programme_id', 'enterprise.id'], name=op.f('fk_audit_programme_id_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_audit_programme_id_programme')),
    sa.PrimaryKeyConstraint('programme_id', 'id', name=op.f('pk_audit')),
    sa.UniqueConstraint('programme_id', 'area_id', 'on', name=op.f('uq_audit_programme_id_area_id_on'))
    )
    op.create_index('ix_audit_programme_enterprise', 'audit', ['programme_id', 'enterprise_id', 'on'], unique=False)
    op.create_table('finding',
    sa.Column('enterprise_id', sa.Uuid(), nullable=False),
    sa.Column('audit_id', sa.Uuid(), nullable=False),
    sa.Column('question', sa.String(length=40), nullable=False),
    sa.Column('words', sa.String(length=240), nullable=False),
    sa.Column('file_id', sa.Uuid(), nullable=True),
    sa.Column('action_id', sa.Uuid(), nullable=True),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['programme_id', 'action_id'], ['action.programme_id', 'action.id'], name=op.f('fk_finding_programme_id_action_id_action')),
    sa.ForeignKeyConstraint(['programme_id', 'audit_id'], ['audit.programme_id', 'audit.id'], name=op.f('fk_finding_programme_id_audit_id_audit')),
    sa.ForeignKeyConstraint(['programme_id', 'enterprise_id'], ['enterprise.programme_id', 'enterprise.id'], name=op.f('fk_finding_programme_id_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['programme_id', 'file_id'], ['stored_file.programme_id', 'stored_file.id'], name=op.f('fk_finding_programme_id_file_id_stored_file')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_finding_programme_id_programme')),
    sa.PrimaryKeyConstraint('programme_id', 'id', name=op.f('pk_finding'))
    )
    op.create_index('ix_finding_programme_action', 'finding', ['programme_id', 'action_id'], unique=False)
    op.create_index('ix_finding_programme_audit', 'finding', ['programme_id', 'audit_id'], unique=False)
    op.create_index('ix_finding_programme_file', 'finding', ['programme_id', 'file_id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_finding_programme_file', table_name='finding')
    op.drop_index('ix_finding_programme_audit', table_name='finding')
    op.drop_index('ix_finding_programme_action', table_name='finding')
    op.drop_table('finding')
    op.drop_index('ix_audit_programme_enterprise', table_name='audit')
    op.drop_table('audit')
