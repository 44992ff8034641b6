-- Two roles: one owns the tables and changes them (portal-upgrade.service), one only reads and writes rows (everything else).
-- As superuser: psql -d portal -f roles.sql, then \password for each. Run it again after a restore.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_owner') THEN CREATE ROLE portal_owner LOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_serving') THEN CREATE ROLE portal_serving LOGIN; END IF;
END $$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO portal_owner;
GRANT USAGE ON SCHEMA public TO portal_serving;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO portal_serving;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO portal_serving;
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portal_serving;
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO portal_serving;
REVOKE UPDATE, DELETE ON history FROM portal_serving;  -- what was written into the chain is not even its own to change
