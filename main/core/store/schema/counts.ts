import { STOPS_WAITING } from './actions.ts';
import { CELLS, DAY, differ, QUARTER } from './countCells.ts';
import { FIRST_TEXTS, factCounts } from './factCounts.ts';
import { ANSWER_READERS, MARKS } from './marks.ts';

/**
 * Counters of conversations and of what became of them, so that no figure is counted over all rows. They are
 * projections like any other column that follows from rows: triggers keep them in the transaction that
 * changes what they count (the old row's share is taken away, the new row's added), whoever writes it. What
 * a counter holds is a function of one row, so that both shares are known where the row changes.
 */

/** The key of a conversation's counter; `row` is OLD or NEW, or a table. */
const keyOf = (row: string) =>
  [
    `${row}.campaign_id`,
    `coalesce(${row}.texter_id, '')`,
    `${row}.state`,
    `${row}.opt_state`,
    `(${row}.hold_at IS NOT NULL)`,
  ] as const;
const COUNT_KEY = ['campaign_id', 'texter_id', 'state', 'opt_state', 'held'] as const;
const countsIn = (row: string) => `
  INSERT INTO conversation_count (${COUNT_KEY.join(', ')}, n) VALUES (${keyOf(row).join(', ')}, 1)
    ON CONFLICT (${COUNT_KEY.join(', ')}) DO UPDATE SET n = n + 1;`;
const isOld = COUNT_KEY.map((column, place) => `${column} = ${keyOf('OLD')[place]}`).join(' AND ');
const countsOut = `
  UPDATE conversation_count SET n = n - 1 WHERE ${isOld};
  DELETE FROM conversation_count WHERE ${isOld} AND n = 0;`;

/** The key of an opt-out's counters but for the cell. */
const optOutKey = (row: string) => [
  `${row}.cause`,
  `${row}.reversed`,
  `coalesce((SELECT c.campaign_id FROM conversation c WHERE c.id = ${row}.conversation_id), '')`,
  `coalesce(${row}.sender_number_id, '')`,
  `coalesce(${row}.import_id, '')`,
];
const OPT_OUT_KEY = ['cause', 'reversed', 'campaign_id', 'sender_number_id', 'import_id'];
const optOutsIn = `
  INSERT INTO opt_out_count (step, at, ${OPT_OUT_KEY.join(', ')}, n)
    SELECT s.step, NEW.at - NEW.at % s.step, ${optOutKey('NEW').join(', ')}, 1 FROM ${CELLS} s WHERE TRUE
    ON CONFLICT (step, at, ${OPT_OUT_KEY.join(', ')}) DO UPDATE SET n = n + 1;`;
const optOutsOut = [QUARTER, DAY]
  .map((step) => {
    const key = OPT_OUT_KEY.map((column, place) => `${column} = ${optOutKey('OLD')[place]}`).join(' AND ');
    const cell = `step = ${step} AND at = OLD.at - OLD.at % ${step} AND ${key}`;
    return `
  UPDATE opt_out_count SET n = n - 1 WHERE ${cell};
  DELETE FROM opt_out_count WHERE ${cell} AND n = 0;`;
  })
  .join('');

export const counts = `
-- One row for each kind of conversation that there is: how many are alike in campaign, texter and state. A
-- projection of conversation, kept by the triggers below alone.
CREATE TABLE conversation_count (
  campaign_id TEXT NOT NULL,
  -- Empty: nobody’s.
  texter_id TEXT NOT NULL,
  state TEXT NOT NULL,
  opt_state TEXT NOT NULL,
  -- 1: on hold.
  held INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, texter_id, state, opt_state, held)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER conversation_counted AFTER INSERT ON conversation BEGIN ${countsIn('NEW')} END;
CREATE TRIGGER conversation_counted_anew AFTER UPDATE OF campaign_id, texter_id, state, opt_state, hold_at ON conversation
WHEN ${differ('campaign_id', 'texter_id', 'state', 'opt_state')} OR (OLD.hold_at IS NULL) <> (NEW.hold_at IS NULL)
BEGIN ${countsOut} ${countsIn('NEW')} END;
CREATE TRIGGER conversation_uncounted AFTER DELETE ON conversation BEGIN ${countsOut} END;
${factCounts}
-- Opt-outs by the cell in which they were made, and by what the Opt Out Manager filters. A projection of
-- opt_out, kept by the triggers below alone; no opt-out is ever deleted.
CREATE TABLE opt_out_count (
  step INTEGER NOT NULL,
  at INTEGER NOT NULL,
  cause TEXT NOT NULL,
  reversed INTEGER NOT NULL,
  -- Of the conversation in which it arose; empty: in none.
  campaign_id TEXT NOT NULL,
  sender_number_id TEXT NOT NULL,
  -- Empty: no list was imported.
  import_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (step, at, cause, reversed, campaign_id, sender_number_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER opt_out_counted AFTER INSERT ON opt_out BEGIN ${optOutsIn} END;
CREATE TRIGGER opt_out_counted_anew AFTER UPDATE OF at, ${OPT_OUT_KEY.filter((column) => column !== 'campaign_id').join(', ')}, conversation_id ON opt_out
WHEN ${differ('at', 'cause', 'reversed', 'conversation_id', 'sender_number_id', 'import_id')}
BEGIN ${optOutsOut} ${optOutsIn} END;

-- The same for reversals.
CREATE TABLE reversal_count (
  step INTEGER NOT NULL,
  at INTEGER NOT NULL,
  -- 1: it undoes an import.
  undo INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (step, at, undo)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER reversal_counted AFTER INSERT ON reversal BEGIN
  INSERT INTO reversal_count (step, at, undo, n) SELECT s.step, NEW.at - NEW.at % s.step, NEW.undo, 1 FROM ${CELLS} s WHERE TRUE
    ON CONFLICT (step, at, undo) DO UPDATE SET n = n + 1;
END;

-- When an account last wrote a text in a campaign. A projection of message, kept by the triggers below alone;
-- no text is ever deleted, and who wrote it
-- changes only where a union learns it.
CREATE TABLE last_text (
  campaign_id TEXT NOT NULL,
  author_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, author_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER last_text_written AFTER INSERT ON message
WHEN NEW.author_id IS NOT NULL AND NEW.conversation_id IS NOT NULL
BEGIN
  INSERT INTO last_text (campaign_id, author_id, at)
    SELECT c.campaign_id, NEW.author_id, NEW.created_at FROM conversation c WHERE c.id = NEW.conversation_id
    ON CONFLICT (campaign_id, author_id) DO UPDATE SET at = excluded.at WHERE at < excluded.at;
END;
CREATE TRIGGER last_text_placed AFTER UPDATE OF conversation_id, author_id ON message
WHEN ${differ('conversation_id', 'author_id')} AND NEW.author_id IS NOT NULL AND NEW.conversation_id IS NOT NULL
BEGIN
  INSERT INTO last_text (campaign_id, author_id, at)
    SELECT c.campaign_id, NEW.author_id, NEW.created_at FROM conversation c WHERE c.id = NEW.conversation_id
    ON CONFLICT (campaign_id, author_id) DO UPDATE SET at = excluded.at WHERE at < excluded.at;
END;
`;

/**
 * Each table of counters, of waiting STOPs and of marks, with the rows that it should have, counted in full.
 */
export const COUNTED: Readonly<Record<string, string>> = {
  conversation_count: `SELECT c.campaign_id, coalesce(c.texter_id, ''), c.state, c.opt_state, c.hold_at IS NOT NULL, count(*)
    FROM conversation c GROUP BY 1, 2, 3, 4, 5`,
  fact_count: FIRST_TEXTS,
  opt_out_count: `SELECT s.step, o.at - o.at % s.step, ${optOutKey('o').join(', ')}, count(*)
    FROM opt_out o CROSS JOIN ${CELLS} s GROUP BY 1, 2, 3, 4, 5, 6, 7`,
  reversal_count: `SELECT s.step, r.at - r.at % s.step, r.undo, count(*)
    FROM reversal r CROSS JOIN ${CELLS} s GROUP BY 1, 2, 3`,
  last_text: `SELECT c.campaign_id, m.author_id, max(m.created_at) FROM message m JOIN conversation c ON c.id = m.conversation_id
    WHERE m.author_id IS NOT NULL GROUP BY 1, 2`,
  stop_waiting: STOPS_WAITING,
  conversation_mark: MARKS,
  answer_reader: ANSWER_READERS,
};

/** Counts everything anew. */
export const RECOUNT = Object.entries(COUNTED)
  .map(([table, rows]) => `DELETE FROM ${table}; INSERT INTO ${table} ${rows};`)
  .join('\n');
