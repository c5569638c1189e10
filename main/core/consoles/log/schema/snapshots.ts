/** Whole stores in pieces: a new console need not read all changes there ever were, and old ones may go. */
export const snapshots = `
CREATE FUNCTION heed.begin_snapshot(covered jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me heed.console := heed.must_be();
  given bigint;
BEGIN
  IF EXISTS (SELECT FROM jsonb_each_text(covered) AS s (console, head) LEFT JOIN heed.console c
    ON c.organisation = me.organisation AND c.id = s.console WHERE c.head IS NULL OR s.head::bigint > c.head) THEN
    RAISE EXCEPTION 'a snapshot cannot cover what the log does not have' USING ERRCODE = 'HD002';
  END IF;
  -- One after the other, so that no two get the same number.
  PERFORM FROM heed.organisation o WHERE o.id = me.organisation FOR UPDATE;
  -- Of one console one is under way: what it began before it will not end.
  DELETE FROM heed.snapshot s WHERE s.organisation = me.organisation AND s.console = me.id AND s.pieces IS NULL;
  SELECT coalesce(max(s.number), 0) + 1 INTO given FROM heed.snapshot s WHERE s.organisation = me.organisation;
  INSERT INTO heed.snapshot (organisation, number, console, heads)
  VALUES (me.organisation, given, me.id, covered);
  RETURN given;
END $$;

-- Throws where the snapshot is not the caller's, or is whole.
CREATE FUNCTION heed.my_snapshot(wanted bigint) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me heed.console := heed.must_be();
BEGIN
  PERFORM FROM heed.snapshot s WHERE s.organisation = me.organisation AND s.number = wanted
    AND s.console = me.id AND s.pieces IS NULL FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'snapshot % is not under way here', wanted USING ERRCODE = 'HD002';
  END IF;
  RETURN me.organisation;
END $$;

CREATE FUNCTION heed.add_piece(wanted bigint, place int, sealed bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO heed.snapshot_piece (organisation, snapshot, place, sealed)
  VALUES (heed.my_snapshot(wanted), wanted, add_piece.place, add_piece.sealed);
END $$;

-- It is whole: others may begin with it. The one before stays for whoever is reading it.
CREATE FUNCTION heed.finish_snapshot(wanted bigint, many int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine text := heed.my_snapshot(wanted);
BEGIN
  IF many < 1 OR (SELECT count(*) FROM heed.snapshot_piece p WHERE p.organisation = mine
    AND p.snapshot = wanted AND p.place BETWEEN 1 AND many) <> many THEN
    RAISE EXCEPTION 'snapshot % is not whole', wanted USING ERRCODE = 'HD001';
  END IF;
  IF EXISTS (SELECT FROM heed.snapshot s JOIN heed.console c ON c.organisation = s.organisation
    AND c.head > coalesce((s.heads ->> c.id)::bigint, 0)
    WHERE s.organisation = mine AND s.number = wanted AND NOT EXISTS (SELECT FROM heed.change x
      WHERE x.organisation = mine AND x.console = c.id AND x.number = coalesce((s.heads ->> c.id)::bigint, 0) + 1)
  ) THEN
    RAISE EXCEPTION 'what follows snapshot % was compacted', wanted USING ERRCODE = 'HD002';
  END IF;
  UPDATE heed.snapshot s SET pieces = many WHERE s.organisation = mine AND s.number = wanted;
  DELETE FROM heed.snapshot s WHERE s.organisation = mine AND s.pieces IS NOT NULL AND s.number < (
    SELECT min(newest.number) FROM (SELECT n.number FROM heed.snapshot n
      WHERE n.organisation = mine AND n.pieces IS NOT NULL ORDER BY n.number DESC LIMIT 2) AS newest);
END $$;

-- Changes go that each snapshot has, also one that is being laid down, and that each console has applied which
-- belongs to the organisation and has come. One that has not said anything within a day after it came, such as
-- where the answer to its code was lost, is not waited for: it would begin with the newest snapshot. Numbers
-- are not given again. The last change of each console stays: by it one is found out that was restored from
-- before it, and has given its number to another change.
CREATE FUNCTION heed.compact() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me heed.console := heed.must_be();
  gone bigint;
BEGIN
  DELETE FROM heed.change x USING (
    SELECT c.id, least(
      (SELECT min(coalesce((s.heads ->> c.id)::bigint, 0)) FROM heed.snapshot s
        WHERE s.organisation = me.organisation
          AND (s.pieces IS NOT NULL OR s.at > clock_timestamp() - interval '1 day')),
      (SELECT min(coalesce((k.applied ->> c.id)::bigint, 0)) FROM heed.console k
        WHERE k.organisation = me.organisation AND k.removed_at IS NULL AND k.id <> c.id
          AND (k.seen_at IS NOT NULL OR k.accepted_at > clock_timestamp() - interval '1 day') AND NOT EXISTS (
          SELECT FROM heed.invitation i WHERE i.organisation = k.organisation AND i.console = k.id))
      , c.head - 1
    ) AS last
    FROM heed.console c WHERE c.organisation = me.organisation
      AND EXISTS (SELECT FROM heed.snapshot s WHERE s.organisation = me.organisation AND s.pieces IS NOT NULL)
  ) AS bound
  WHERE x.organisation = me.organisation AND x.console = bound.id AND x.number <= bound.last;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
`;
