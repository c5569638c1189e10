/** A console is invited by another, and accepts with the password of the code, which is over with that. */
export const invitations = `
CREATE FUNCTION heed.invite(new_id text, new_name bytea, verifier text, sealed_key bytea, seconds int)
RETURNS name LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me heed.console := heed.must_be();
  new_role name;
  over timestamptz := clock_timestamp() + make_interval(secs => seconds);
BEGIN
  IF seconds NOT BETWEEN 1 AND 2678400 THEN
    RAISE EXCEPTION 'an invitation is for at most 31 days' USING ERRCODE = 'HD003';
  END IF;
  PERFORM heed.remove_console(i.console) FROM heed.invitation i
  WHERE i.organisation = me.organisation AND i.until <= clock_timestamp();
  new_role := heed.make_console(me.organisation, new_id, new_name, verifier);
  EXECUTE format('ALTER ROLE %I VALID UNTIL %L', new_role, over);
  INSERT INTO heed.invitation (organisation, console, sealed_key, until)
  VALUES (me.organisation, new_id, invite.sealed_key, over);
  PERFORM heed.news(me.organisation);
  RETURN new_role;
END $$;

-- Whoever was invited takes the key, once, and has another password from then on.
CREATE FUNCTION heed.accept(verifier text) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me heed.console := heed.must_be();
  key bytea;
BEGIN
  PERFORM heed.durably();
  PERFORM heed.keys_stay(me.organisation);
  DELETE FROM heed.invitation i
  WHERE i.organisation = me.organisation AND i.console = me.id AND i.until > clock_timestamp()
  RETURNING i.sealed_key INTO key;
  IF key IS NULL THEN
    RAISE insufficient_privilege USING MESSAGE = 'this invitation is over, or was used';
  END IF;
  EXECUTE format('ALTER ROLE %I PASSWORD %L VALID UNTIL ''infinity''', me.role, heed.hashed(verifier));
  UPDATE heed.console c SET accepted_at = clock_timestamp()
  WHERE c.organisation = me.organisation AND c.id = me.id;
  PERFORM heed.news(me.organisation);
  RETURN key;
END $$;
`;
