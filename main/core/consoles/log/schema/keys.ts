/**
 * The organisation's key is renewed when a console goes: sealed for each of those that stay, which the
 * database cannot open. Whoever was invited and has not come would get the old one, so codes are over then.
 */
export const keys = `
-- Until the end of the transaction nobody comes, and the key stays what it is.
CREATE FUNCTION heed.keys_stay(of_organisation text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM heed.organisation o WHERE o.id = of_organisation FOR UPDATE;
END $$;

CREATE FUNCTION heed.newest_key(of_organisation text) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(max(k.number), 1) FROM heed.key k WHERE k.organisation = of_organisation
$$;

-- Once, of a console that has come and knows the newest key.
CREATE FUNCTION heed.tell_key(newest bigint, own bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me heed.console := heed.must_be();
BEGIN
  PERFORM heed.durably();
  PERFORM heed.keys_stay(me.organisation);
  UPDATE heed.console c SET sealed_public = own WHERE c.organisation = me.organisation AND c.id = me.id
    AND c.accepted_at IS NOT NULL AND c.sealed_public IS NULL AND heed.newest_key(me.organisation) = newest;
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'the key was renewed since the code was made';
  END IF;
END $$;

-- False, and nothing is done, where there is another key by now, or other consoles than these.
CREATE FUNCTION heed.renew_key(new_number bigint, consoles text[], sealed bytea[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me heed.console := heed.must_be();
BEGIN
  PERFORM heed.durably();
  PERFORM heed.keys_stay(me.organisation);
  IF heed.newest_key(me.organisation) <> new_number - 1 OR cardinality(consoles) <> cardinality(sealed)
    OR (SELECT array_agg(c ORDER BY c) FROM unnest(consoles) AS c) IS DISTINCT FROM (
      SELECT array_agg(c.id ORDER BY c.id) FROM heed.console c
      WHERE c.organisation = me.organisation AND c.removed_at IS NULL AND c.sealed_public IS NOT NULL)
  THEN
    RETURN false;
  END IF;
  PERFORM heed.remove_console(i.console) FROM heed.invitation i WHERE i.organisation = me.organisation;
  INSERT INTO heed.key (organisation, number, console, maker, sealed)
  SELECT me.organisation, new_number, given.console, me.id, given.bytes
  FROM unnest(consoles, renew_key.sealed) AS given (console, bytes);
  PERFORM heed.news(me.organisation);
  RETURN true;
END $$;
`;
