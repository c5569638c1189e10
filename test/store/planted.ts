import { migrate } from '../../main/core/store/migrate.ts';
import { type Migration, migrations, newestVersion } from '../../main/core/store/migrations.ts';
import { rebuildTable } from '../../main/core/store/rebuildTable.ts';
import type { Reader, Writer } from '../../main/core/store/types.ts';
import { writer } from '../helpers/core.ts';

/**
 * Rows that refer to each other: a conversation with two texts, an opt-out that one of them caused, and a
 * delivery.
 */
export function plant(db: Writer): void {
  db.exec(`
    INSERT INTO account (id, login, name, role, password, created_at, rev) VALUES ('a', 'ana', 'Ana', 'texter', 'x', 1, 'r');
    INSERT INTO connection (id, provider, profile, name, config, state, rev)
      VALUES ('n', 'simulator', 'provider-1', 'Sim', '{}', 'ready', 'r');
    INSERT INTO sender_number (id, connection_id, number, rev) VALUES ('s', 'n', '+12165550190', 'r');
    INSERT INTO campaign (id, name, region, profile, state, script, created_at, rev)
      VALUES ('k', 'K', 'US', 'provider-1', 'launched', 'Hi', 1, 'r');
    INSERT INTO conversation (id, campaign_id, subject, number, texter_id, state, sort_at, created_at, rev)
      VALUES ('c', 'k', 'subject', '+12025550100', 'a', 'to-send', 1, 1, 'r');
    INSERT INTO message (id, conversation_id, subject, direction, kind, body, state, at, created_at, rev) VALUES
      ('m', 'c', 'subject', 'out', 'initial', 'Hi there', 'queued', 1, 1, 'r'),
      ('r', 'c', 'subject', 'in', 'inbound', 'STOP', 'received', 2, 2, 'r');
    INSERT INTO opt_out (id, subject, cause, automatic, conversation_id, message_id, said_at, received_at, at)
      VALUES ('o', 'subject', 'auto-keyword', 1, 'c', 'r', 2, 2, 2);
    INSERT INTO webhook_endpoint (id, name, url, events, ledger_seq, created_at, rev) VALUES ('e', 'E', 'u', '[]', 0, 1, 'r');
    INSERT INTO webhook_delivery (id, endpoint_id, event_id, type, fact_id, at, next_try_at, rev) VALUES
      ('d', 'e', 'v', 'opt-out', 'o', 1, 1, 'r'), ('d2', 'e', 'v', 'opt-out', 'o', 1, 1, 'r');
    DELETE FROM webhook_delivery WHERE id = 'd2';`);
}

const createOf = (db: Reader, table: string): string =>
  (writer({ db }).prepare('SELECT sql FROM sqlite_schema WHERE name = ?').get(table) as { sql: string }).sql;

/** An invented later step: texts can be parked, and each has a temperature. */
export const LATER: Migration = {
  version: newestVersion() + 1,
  name: 'made-up',
  change: (db) =>
    rebuildTable(
      db,
      'message',
      createOf(db, 'message')
        .replace("state = 'queued' OR", "state = 'queued' OR state = 'parked' OR")
        .replace('segments INTEGER,', 'segments INTEGER,\n  warmth INTEGER NOT NULL,'),
      { warmth: 'length(body)' },
    ),
};

export const versionOf = (db: Reader): number =>
  Number(writer({ db }).pragma('user_version', { simple: true }));

export const migrateLater = (db: Writer): number => migrate(db, [...migrations, LATER]);
