/** Taking and giving back leases; consoles have no other right to change them. Times are the database's. */
export const leases = `
CREATE FUNCTION heed.take_leases(connections text[], seconds int) RETURNS SETOF heed.lease
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me heed.console := heed.must_be();
  wanted text;
  before heed.lease;
  renewed boolean;
  news boolean := false;
BEGIN
  PERFORM heed.durably();
  IF seconds NOT BETWEEN 1 AND 600 THEN
    RAISE EXCEPTION 'a lease is for 1 to 600 seconds' USING ERRCODE = 'HD003';
  END IF;
  -- In one order, so that two consoles never wait for each other.
  FOR wanted IN SELECT DISTINCT c FROM unnest(connections) AS c ORDER BY c LOOP
    INSERT INTO heed.lease (organisation, connection, console, fence, until)
    VALUES (me.organisation, wanted, me.id, 0, '-infinity') ON CONFLICT DO NOTHING;
    SELECT l.* INTO before FROM heed.lease l
    WHERE l.organisation = me.organisation AND l.connection = wanted FOR UPDATE;
    renewed := before.console = me.id AND before.fence > 0;
    IF renewed OR before.until <= clock_timestamp() THEN
      UPDATE heed.lease l
      SET console = me.id, until = clock_timestamp() + make_interval(secs => seconds),
        fence = before.fence + (NOT renewed)::int
      WHERE l.organisation = me.organisation AND l.connection = wanted;
      news := news OR NOT renewed;
    END IF;
  END LOOP;
  IF news THEN
    PERFORM heed.news(me.organisation);
  END IF;
  RETURN QUERY SELECT l.* FROM heed.lease l WHERE l.organisation = me.organisation
    AND (l.connection = ANY (connections) OR l.until > clock_timestamp()) ORDER BY l.connection;
END $$;

-- Another holder, whoever has them now: what the one before claimed under its fence leaves no more. An append
-- that still finds the lease there ends before, so that the new holder reads of what was claimed with it; a
-- later one, which waits for the row of its console, finds it no more.
CREATE FUNCTION heed.hand_over_leases(connections text[], new_console text, seconds int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me heed.console := heed.must_be();
BEGIN
  IF seconds NOT BETWEEN 1 AND 600 THEN
    RAISE EXCEPTION 'a lease is for 1 to 600 seconds' USING ERRCODE = 'HD003';
  END IF;
  PERFORM FROM heed.console c WHERE c.organisation = me.organisation AND c.id = new_console
    AND c.removed_at IS NULL AND NOT EXISTS (SELECT FROM heed.invitation i
      WHERE i.organisation = c.organisation AND i.console = c.id);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no such console' USING ERRCODE = 'HD003';
  END IF;
  PERFORM FROM heed.lease l WHERE l.organisation = me.organisation AND l.connection = ANY (connections)
  ORDER BY l.connection FOR UPDATE;
  PERFORM FROM heed.console c WHERE c.organisation = me.organisation AND c.id IN (
    SELECT l.console FROM heed.lease l WHERE l.organisation = me.organisation AND l.connection = ANY (connections))
  ORDER BY c.id FOR NO KEY UPDATE;
  INSERT INTO heed.lease AS l (organisation, connection, console, fence, until)
  SELECT DISTINCT me.organisation, c, new_console, 1, clock_timestamp() + make_interval(secs => seconds)
  FROM unnest(connections) AS c ORDER BY c
  ON CONFLICT (organisation, connection) DO UPDATE
    SET console = excluded.console, fence = l.fence + 1, until = excluded.until
    WHERE l.console <> excluded.console;
  PERFORM heed.news(me.organisation);
END $$;

CREATE FUNCTION heed.release_leases(connections text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me heed.console := heed.must_be();
BEGIN
  PERFORM FROM heed.lease l WHERE l.organisation = me.organisation AND l.connection = ANY (connections)
  AND l.console = me.id ORDER BY l.connection FOR UPDATE;
  UPDATE heed.lease l SET until = clock_timestamp()
  WHERE l.organisation = me.organisation AND l.connection = ANY (connections) AND l.console = me.id
    AND l.until > clock_timestamp();
  IF FOUND THEN
    PERFORM heed.news(me.organisation);
  END IF;
END $$;
`;
