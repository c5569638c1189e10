/**
 * `despite_stop`: whoever wrote this text confirmed it although the person had asked to stop and nobody had decided yet. Taken back when
 * the person asks again.
 */
export const stopWaits = {
  version: 125,
  name: 'stop-waits',
  sql: 'ALTER TABLE message ADD COLUMN despite_stop INTEGER NOT NULL DEFAULT 0;',
} as const;
