/**
 * Who is asking: the console whose role signed in, as long as it was not removed. Not the current role, which
 * is the owner's within functions that run with the owner's rights, and which whoever signed in could change.
 * Every function and table name is written with its schema, and temporary ones come last, so that nobody can
 * put another in its place.
 */
export const whoAmI = `
CREATE FUNCTION heed.me() RETURNS TABLE (organisation text, id text, head bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.organisation, c.id, c.head FROM heed.console c WHERE c.role = session_user AND c.removed_at IS NULL
$$;

CREATE FUNCTION heed.my_organisation() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT organisation FROM heed.me()
$$;

CREATE FUNCTION heed.my_console() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT id FROM heed.me()
$$;

-- The same, or an error where there is none.
CREATE FUNCTION heed.must_be() RETURNS heed.console
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found_row heed.console;
BEGIN
  SELECT c.* INTO found_row FROM heed.console c WHERE c.role = session_user AND c.removed_at IS NULL;
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'this role is of no console, or of one that was removed';
  END IF;
  RETURN found_row;
END $$;

-- What this transaction does is on the disk when it is answered, whatever the server does otherwise: a change
-- that was answered for must not be gone after a crash, nor a fence be given twice.
CREATE FUNCTION heed.durably() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_setting('synchronous_commit') = 'off' THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
END $$;

-- Where the consoles of an organisation listen.
CREATE FUNCTION heed.channel_of(organisation text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT 'heed_' || left(encode(sha256(convert_to(organisation, 'UTF8')), 'hex'), 40)
$$;
CREATE FUNCTION heed.channel() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT heed.channel_of((heed.must_be()).organisation)
$$;

-- Wakes them. What is said carries nothing.
CREATE FUNCTION heed.news(organisation text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_notify(heed.channel_of(organisation), '')
$$;

ALTER TABLE heed.organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE heed.console ENABLE ROW LEVEL SECURITY;
ALTER TABLE heed.change ENABLE ROW LEVEL SECURITY;
ALTER TABLE heed.lease ENABLE ROW LEVEL SECURITY;
ALTER TABLE heed.invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE heed.key ENABLE ROW LEVEL SECURITY;
ALTER TABLE heed.snapshot ENABLE ROW LEVEL SECURITY;
ALTER TABLE heed.snapshot_piece ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON heed.organisation FOR SELECT USING (id = (SELECT heed.my_organisation()));
CREATE POLICY own ON heed.console FOR SELECT USING (organisation = (SELECT heed.my_organisation()));
CREATE POLICY own ON heed.change FOR SELECT USING (organisation = (SELECT heed.my_organisation()));
CREATE POLICY own ON heed.lease FOR SELECT USING (organisation = (SELECT heed.my_organisation()));
CREATE POLICY own ON heed.invitation FOR SELECT USING (organisation = (SELECT heed.my_organisation()));
CREATE POLICY own ON heed.key FOR SELECT USING (
  organisation = (SELECT heed.my_organisation()) AND console = (SELECT heed.my_console())
);
CREATE POLICY own ON heed.snapshot FOR SELECT USING (organisation = (SELECT heed.my_organisation()));
CREATE POLICY own ON heed.snapshot_piece FOR SELECT USING (organisation = (SELECT heed.my_organisation()));
CREATE POLICY as_oneself ON heed.change FOR INSERT WITH CHECK (
  organisation = (SELECT heed.my_organisation()) AND console = (SELECT heed.my_console())
);
`;
