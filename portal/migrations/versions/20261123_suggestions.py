"""The suggestion box: posters, suggestions with their slips and days, what is told in confidence, and to whom one can speak."""

import sqlalchemy as sa
from alembic import op

revision = "suggestions"
down_revision = "counted"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('voice_settings',
    sa.Column('contact', sa.String(length=120), nullable=True),
    sa.Column('contact_ur', sa.String(length=120), nullable=True),
    sa.Column('about', sa.String(length=240), nullable=True),
    sa.Column('about_ur', sa.String(length=240), nullable=True),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_voice_settings_programme_id_programme')),
    sa.PrimaryKeyConstraint('programme_id', 'id', name=op.f('pk_voice_settings')),
    sa.UniqueConstraint('programme_id', name=op.f('uq_voice_settings_programme_id'))
    )
    op.create_table('concern',
    sa.Column('enterprise_id', sa.Uuid(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('reach_me', sa.String(length=160), nullable=True),
    sa.Column('state', sa.String(length=24), nullable=False),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('closed_by_id', sa.Uuid(), nullable=True),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['closed_by_id'], ['person.id'], name=op.f('fk_concern_closed_by_id_person')),
    sa.ForeignKeyConstraint(['programme_id', 'enterprise_id'], ['enterprise.programme_id', 'enterprise.id'], name=op.f('fk_concern_programme_id_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_concern_programme_id_programme')),
    sa.PrimaryKeyConstraint('programme_id', 'id', name=op.f('pk_concern'))
    )
    op.create_index('ix_concern_programme_enterprise', 'concern', ['programme_id', 'enterprise_id'], unique=False)
    op.create_index('ix_concern_programme_state', 'concern', ['programme_id', 'state', 'received_on'], unique=False)
    op.create_table('suggestion_day',
    sa.Column('enterprise_id', sa.Uuid(), nullable=False),
    sa.Column('area_id', sa.Uuid(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['programme_id', 'area_id'], ['area.programme_id', 'area.id'], name=op.f('fk_suggestion_day_programme_id_area_id_area')),
    sa.ForeignKeyConstraint(['programme_id', 'enterprise_id'], ['enterprise.programme_id', 'enterprise.id'], name=op.f('fk_suggestion_day_programme_id_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_suggestion_day_programme_id_programme')),
    sa.PrimaryKeyConstraint('programme_id', 'id', name=op.f('pk_suggestion_day')),
    sa.UniqueConstraint('programme_id', 'area_id', 'on', name=op.f('uq_suggestion_day_programme_id_area_id_on'))
    )
    op.create_table('suggestion_poster',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('enterprise_id', sa.Uuid(), nullable=False),
    sa.Column('area_id', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('key', sa.String(length=43), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['programme_id', 'area_id'], ['area.programme_id', 'area.id'], name=op.f('fk_suggestion_poster_programme_id_area_id_area')),
    sa.ForeignKeyConstraint(['programme_id', 'enterprise_id'], ['enterprise.programme_id', 'enterprise.id'], name=op.f('fk_suggestion_poster_programme_id_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_suggestion_poster_programme_id_programme')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suggestion_poster')),
    sa.UniqueConstraint('digest', name=op.f('uq_suggestion_poster_digest'))
    )
    op.create_index('ix_suggestion_poster_programme_area', 'suggestion_poster', ['programme_id', 'area_id'], unique=False)
    op.create_table('suggestion',
    sa.Column('enterprise_id', sa.Uuid(), nullable=False),
    sa.Column('area_id', sa.Uuid(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('author', sa.String(length=120), nullable=True),
    sa.Column('photo_digest', sa.String(length=64), nullable=True),
    sa.Column('voice_digest', sa.String(length=64), nullable=True),
    sa.Column('voice_kind', sa.String(length=80), nullable=True),
    sa.Column('state', sa.String(length=24), nullable=False),
    sa.Column('decision', sa.String(length=24), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('hidden_for', sa.String(length=240), nullable=True),
    sa.Column('settled_by_id', sa.Uuid(), nullable=True),
    sa.Column('project_id', sa.Uuid(), nullable=True),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['programme_id', 'area_id'], ['area.programme_id', 'area.id'], name=op.f('fk_suggestion_programme_id_area_id_area')),
    sa.ForeignKeyConstraint(['programme_id', 'enterprise_id'], ['enterprise.programme_id', 'enterprise.id'], name=op.f('fk_suggestion_programme_id_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['programme_id', 'project_id'], ['project.programme_id', 'project.id'], name=op.f('fk_suggestion_programme_id_project_id_project')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_suggestion_programme_id_programme')),
    sa.ForeignKeyConstraint(['settled_by_id'], ['person.id'], name=op.f('fk_suggestion_settled_by_id_person')),
    sa.PrimaryKeyConstraint('programme_id', 'id', name=op.f('pk_suggestion'))
    )
    op.create_index('ix_suggestion_programme_area', 'suggestion', ['programme_id', 'area_id', 'received_on'], unique=False)
    op.create_index('ix_suggestion_programme_enterprise', 'suggestion', ['programme_id', 'enterprise_id', 'state', 'received_on'], unique=False)
    op.create_index('ix_suggestion_programme_project', 'suggestion', ['programme_id', 'project_id'], unique=False)
    op.create_table('suggestion_slip',
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('suggestion_id', sa.Uuid(), nullable=True),
    sa.Column('concern_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['programme_id', 'concern_id'], ['concern.programme_id', 'concern.id'], name=op.f('fk_suggestion_slip_programme_id_concern_id_concern')),
    sa.ForeignKeyConstraint(['programme_id', 'suggestion_id'], ['suggestion.programme_id', 'suggestion.id'], name=op.f('fk_suggestion_slip_programme_id_suggestion_id_suggestion')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_suggestion_slip_programme_id_programme')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suggestion_slip')),
    sa.UniqueConstraint('digest', name=op.f('uq_suggestion_slip_digest'))
    )
    op.create_index('ix_suggestion_slip_programme_concern', 'suggestion_slip', ['programme_id', 'concern_id'], unique=False)
    op.create_index('ix_suggestion_slip_programme_suggestion', 'suggestion_slip', ['programme_id', 'suggestion_id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_suggestion_slip_programme_suggestion', table_name='suggestion_slip')
    op.drop_index('ix_suggestion_slip_programme_concern', table_name='suggestion_slip')
    op.drop_table('suggestion_slip')
    op.drop_index('ix_suggestion_programme_project', table_name='suggestion')
    op.drop_index('ix_suggestion_programme_enterprise', table_name='suggestion')
    op.drop_index('ix_suggestion_programme_area', table_name='suggestion')
    op.drop_table('suggestion')
    op.drop_index('ix_suggestion_poster_programme_area', table_name='suggestion_poster')
    op.drop_table('suggestion_poster')
    op.drop_table('suggestion_day')
    op.drop_index('ix_concern_programme_state', table_name='concern')
    op.drop_index('ix_concern_programme_enterprise', table_name='concern')
    op.drop_table('concern')
    op.drop_table('voice_settings')
