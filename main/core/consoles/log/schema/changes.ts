/** Appending and reading. Both run with the console's own rights, so row-level security holds for them. */
export const changes = `
-- After each statement that adds changes: they follow what was there, and each other, without a gap. The
-- console's row stays locked until the end of the transaction, so they become visible in their order.
CREATE FUNCTION heed.changes_added() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me heed.console;
  lowest bigint;
  highest bigint;
  many bigint;
BEGIN
  SELECT min(number), max(number), count(*) INTO lowest, highest, many FROM added;
  IF many = 0 THEN
    RETURN NULL;
  END IF;
  UPDATE heed.console SET head = highest
  WHERE role = session_user AND removed_at IS NULL AND head = lowest - 1 AND highest - lowest = many - 1;
  IF NOT FOUND THEN
    me := heed.must_be();
    RAISE EXCEPTION 'change % does not follow change %', lowest, me.head USING ERRCODE = 'HD001';
  END IF;
  PERFORM heed.durably();
  PERFORM heed.news(heed.my_organisation());
  RETURN NULL;
END $$;
CREATE TRIGGER added AFTER INSERT ON heed.change REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION heed.changes_added();

-- Changes that lie one behind the other in one value.
CREATE FUNCTION heed.pieces(from_number bigint, sizes int[], bytes bytea)
RETURNS TABLE (number bigint, sealed bytea) LANGUAGE sql IMMUTABLE AS $$
  SELECT from_number + place - 1, substring(bytes FROM (ends - size + 1)::int FOR size)
  FROM (SELECT size, place, sum(size) OVER (ORDER BY place) AS ends
    FROM unnest(sizes) WITH ORDINALITY AS given (size, place)) AS pieces
$$;

CREATE FUNCTION heed.append(from_number bigint, sizes int[], bytes bytea, connections text[], fences bigint[])
RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  me heed.console := heed.must_be();
BEGIN
  IF from_number <= me.head AND EXISTS (
    SELECT FROM heed.pieces(from_number, sizes, bytes) p JOIN heed.change c
    ON c.organisation = me.organisation AND c.console = me.id AND c.number = p.number AND c.sealed <> p.sealed
  ) THEN
    RAISE EXCEPTION 'another change has that number' USING ERRCODE = 'HD002';
  END IF;
  IF from_number + cardinality(sizes) - 1 > me.head THEN
    INSERT INTO heed.change (organisation, console, number, sealed)
    SELECT me.organisation, me.id, p.number, p.sealed
    FROM heed.pieces(from_number, sizes, bytes) p WHERE p.number > me.head;
  END IF;
  RETURN json_build_object(
    'heads', (SELECT json_object_agg(c.id, c.head) FROM heed.console c WHERE c.organisation = me.organisation),
    'held', (SELECT coalesce(json_object_agg(
        l.connection, floor(extract(epoch FROM l.until - clock_timestamp()) * 1000)
      ), '{}') FROM unnest(connections, fences) AS asked (connection, fence)
      JOIN heed.lease l ON l.organisation = me.organisation AND l.connection = asked.connection
      AND l.console = me.id AND l.fence = asked.fence AND l.until > clock_timestamp())
  );
END $$;

-- The consoles take turns, so that one that was away for long keeps no news of another waiting. The next
-- change of each comes in any case: those of all others may wait for it.
CREATE FUNCTION heed.read(after jsonb, most int, most_bytes bigint)
RETURNS TABLE (console text, number bigint, sealed bytea) LANGUAGE plpgsql STABLE AS $$
DECLARE
  me heed.console := heed.must_be();
BEGIN
  RETURN QUERY
  WITH waiting AS (
    SELECT c.id, next.number, next.size, row_number() OVER (PARTITION BY c.id ORDER BY next.number) AS turn
    FROM heed.console c CROSS JOIN LATERAL (
      SELECT x.number, octet_length(x.sealed) AS size FROM heed.change x
      WHERE x.organisation = me.organisation AND x.console = c.id
        AND x.number > coalesce((after ->> c.id)::bigint, 0)
      ORDER BY x.number LIMIT most
    ) AS next WHERE c.organisation = me.organisation AND c.id <> me.id
  ), in_turns AS (
    SELECT w.*, sum(w.size) OVER (ORDER BY w.turn, w.id) - w.size AS before FROM waiting w
    ORDER BY w.turn, w.id LIMIT most
  )
  SELECT x.console, x.number, x.sealed FROM in_turns t JOIN heed.change x
  ON x.organisation = me.organisation AND x.console = t.id AND x.number = t.number
  WHERE t.before < most_bytes OR t.turn = 1 ORDER BY t.turn, t.id;
END $$;

CREATE FUNCTION heed.has_applied(heads jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me heed.console := heed.must_be();
BEGIN
  UPDATE heed.console c SET seen_at = clock_timestamp(), applied = heads
  WHERE c.organisation = me.organisation AND c.id = me.id;
END $$;
`;
