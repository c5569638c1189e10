/**
 * Adding and removing consoles. Each has a role of its own; what any of them may do is granted to one group.
 * Only a hash of the password comes here (SCRAM), so no log of the server can tell it.
 */
export const consoles = `
-- Refuses a password in the clear.
CREATE FUNCTION heed.hashed(verifier text) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF verifier !~ '^SCRAM-SHA-256\\$[0-9]+:[A-Za-z0-9+/=]+\\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
    RAISE EXCEPTION 'this is no SCRAM verifier' USING ERRCODE = 'HD003';
  END IF;
  RETURN verifier;
END $$;

-- For the owner alone.
CREATE FUNCTION heed.make_console(of_organisation text, new_id text, new_name bytea, verifier text) RETURNS name
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  new_role name := 'heed_' || left(replace(gen_random_uuid()::text, '-', ''), 20);
BEGIN
  INSERT INTO heed.console (organisation, id, sealed_name, role)
  VALUES (of_organisation, new_id, new_name, new_role);
  EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L', new_role, heed.hashed(verifier));
  EXECUTE format('GRANT %I TO %I', (SELECT g.role FROM heed.console_group g), new_role);
  RETURN new_role;
END $$;

-- Its rights end at once, on its open connections too. Its role stays, since a name in use cannot be dropped.
-- Its leases run out by themselves: what it had confirmed a moment ago may still be on its way.
CREATE FUNCTION heed.remove_console(old_id text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me heed.console;
  old_role name;
BEGIN
  PERFORM heed.durably();
  -- One after the other: of two consoles that remove each other one stays, else nobody could let another in.
  PERFORM FROM heed.organisation o WHERE o.id = heed.my_organisation() FOR UPDATE;
  me := heed.must_be();
  UPDATE heed.console c SET removed_at = clock_timestamp()
  WHERE c.organisation = me.organisation AND c.id = old_id AND c.removed_at IS NULL RETURNING c.role INTO old_role;
  IF old_role IS NULL THEN
    RETURN;
  END IF;
  DELETE FROM heed.invitation i WHERE i.organisation = me.organisation AND i.console = old_id;
  EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', old_role);
  EXECUTE format('REVOKE %I FROM %I', (SELECT g.role FROM heed.console_group g), old_role);
  PERFORM heed.news(me.organisation);
END $$;
`;
