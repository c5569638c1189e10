import { expect, test } from 'vitest';
import { HEAD_QUERIES } from '../../main/core/webhooksOut/rows.ts';
import { testCore, writer } from '../helpers/core.ts';

const planOf = (sql: string, values: readonly unknown[]) =>
  writer(testCore().core)
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...values)
    .map((row) => (row as { detail: string }).detail)
    .join('; ');

test.each([
  ['what is sent next', HEAD_QUERIES[1], ['e'], 'webhook_delivery_waiting'],
  ['a test before all that waits', HEAD_QUERIES[0], ['e'], 'webhook_delivery_test'],
  [
    'a page of deliveries',
    'SELECT * FROM webhook_delivery WHERE endpoint_id = ? AND position < ? ORDER BY position DESC LIMIT ?',
    ['e', 9, 9],
    'webhook_delivery_recent',
  ],
  [
    'a page of one state',
    'SELECT * FROM webhook_delivery WHERE endpoint_id = ? AND state = ? AND position < ? ORDER BY position DESC LIMIT ?',
    ['e', 'failed', 9, 9],
    'webhook_delivery_state',
  ],
  [
    'what the ledger holds beyond a mark',
    'SELECT seq FROM ledger WHERE seq > ? ORDER BY seq LIMIT ?',
    [1, 9],
    'INTEGER PRIMARY KEY',
  ],
  ['an API key', 'SELECT 1 FROM api_key WHERE token_hash = ?', ['h'], 'token_hash'],
])('%s is found by an index, without sorting', (_, sql, values, index) => {
  const plan = planOf(sql, values);
  expect(plan).toContain(index);
  expect(plan).toMatch(/SEARCH/);
  expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
});
