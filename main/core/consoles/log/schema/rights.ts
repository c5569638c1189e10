/** What consoles may do, and nobody else but the owner. No right to update, delete or empty anything. */
export const rights = `
REVOKE ALL ON SCHEMA heed FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA heed FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA heed FROM PUBLIC;
DO $$
DECLARE
  consoles name := 'heed_consoles_' || left(replace(gen_random_uuid()::text, '-', ''), 12);
  what text;
BEGIN
  EXECUTE format('CREATE ROLE %I NOLOGIN', consoles);
  INSERT INTO heed.console_group (role) VALUES (consoles);
  FOREACH what IN ARRAY ARRAY[
    'USAGE ON SCHEMA heed',
    'SELECT ON heed.migration, heed.organisation, heed.console, heed.change, heed.lease',
    'SELECT ON heed.snapshot, heed.snapshot_piece, heed.key',
    'SELECT (organisation, console, until) ON heed.invitation',
    'INSERT (organisation, console, number, sealed) ON heed.change',
    'EXECUTE ON FUNCTION heed.me, heed.my_organisation, heed.my_console, heed.must_be, heed.channel',
    'EXECUTE ON FUNCTION heed.pieces, heed.append, heed.read, heed.has_applied',
    'EXECUTE ON FUNCTION heed.take_leases, heed.release_leases, heed.hand_over_leases',
    'EXECUTE ON FUNCTION heed.invite, heed.accept, heed.remove_console',
    'EXECUTE ON FUNCTION heed.tell_key, heed.renew_key',
    'EXECUTE ON FUNCTION heed.begin_snapshot, heed.add_piece, heed.finish_snapshot, heed.compact'
  ] LOOP
    EXECUTE format('GRANT %s TO %I', what, consoles);
  END LOOP;
END $$;
`;
