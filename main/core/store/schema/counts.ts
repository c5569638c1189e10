import { ENFORCEMENT_STEPS } from '../../../../shared/schema/enforcedAfter.ts';
import { STOPS_WAITING } from './actions.ts';

/**
 * Counters of conversations and of what became of them, so that no figure is counted over all rows. They are
 * projections like any other column that follows from rows: triggers keep them in the transaction that
 * changes what they count (the old row's share is taken away, the new row's added), whoever writes it. What
 * a counter holds is a function of one row, so that both shares are known where the row changes.
 */

/**
 * Lengths of the cells in which first texts are counted; milliseconds. Days of any zone begin at a quarter of
 * an hour of UTC, so their figures are sums of quarters; whole days of UTC within a long period are added up
 * as such.
 */
export const QUARTER = 900_000;
export const DAY = 86_400_000;

/** What is counted by itself among first texts. */
export const FACETS = [
  /** All of them. */
  'all',
  /** By who wrote the first text; empty: nobody. */
  'texter',
  /** By sender number; empty: none. */
  'sender',
  /** By what became of the first text. */
  'state',
  /** Those opted out, by cause. */
  'cause',
  /** Those opted out by their words, by the place in ENFORCEMENT_STEPS. */
  'enforced',
  /** Those with a refused text, by the provider's code: once for each code. */
  'refusal',
  /** Those with a soft refusal. */
  'unwilling',
  /** Those opted out, in the cell of the opt-out. */
  'made',
] as const;
export type Facet = (typeof FACETS)[number];

const CELLS = `(SELECT ${QUARTER} AS step UNION ALL SELECT ${DAY})`;

/** How a row of conversation_fact with a first text is counted in a facet. */
type Share = {
  readonly facet: Facet;
  /** The time that decides the cell. */
  readonly at: 'texted_at' | 'opt_out_at';
  readonly value: (row: string) => string;
  readonly from?: (row: string) => string;
  readonly where?: (row: string) => string;
  /** Whether replies and opt-outs are counted as well; 0 otherwise, where no figure asks for them. */
  readonly tallies?: true;
};

const NO_VALUE = () => "''";
const OPTED_OUT = (row: string) => `${row}.opt_out_at IS NOT NULL`;

const OF_TEXT: readonly Share[] = [
  { facet: 'all', at: 'texted_at', value: NO_VALUE, tallies: true },
  { facet: 'texter', at: 'texted_at', value: (row) => `coalesce(${row}.texted_by, '')`, tallies: true },
  {
    facet: 'sender',
    at: 'texted_at',
    value: (row) => `coalesce(${row}.sender_number_id, '')`,
    tallies: true,
  },
];
const OF_STATE: readonly Share[] = [
  { facet: 'state', at: 'texted_at', value: (row) => `coalesce(${row}.text_state, '')` },
];
const OF_OPT_OUT: readonly Share[] = [
  { facet: 'cause', at: 'texted_at', value: (row) => `coalesce(${row}.opt_out_cause, '')`, where: OPTED_OUT },
  {
    facet: 'enforced',
    at: 'texted_at',
    value: (row) =>
      `CASE ${ENFORCEMENT_STEPS.slice(0, -1)
        .map(({ to }, step) => `WHEN ${row}.enforced_after < ${to} THEN '${step}'`)
        .join(' ')} ELSE '${ENFORCEMENT_STEPS.length - 1}' END`,
    where: (row) => `${row}.enforced_after IS NOT NULL`,
  },
  { facet: 'made', at: 'opt_out_at', value: NO_VALUE, where: OPTED_OUT },
];
const OF_REFUSAL: readonly Share[] = [
  {
    facet: 'refusal',
    at: 'texted_at',
    value: () => 'j.value',
    from: (row) => `json_each(${row}.refusals) j`,
  },
  { facet: 'unwilling', at: 'texted_at', value: NO_VALUE, where: (row) => `${row}.unwilling = 1` },
];

/** The facets of a row as rows of their own (facet, at, value). */
const facetsOf = (row: string, shares: readonly Share[]) =>
  shares
    .map(
      ({ facet, at, value, from, where }) =>
        `SELECT '${facet}' AS facet, ${row}.${at} AS at, ${value(row)} AS value
          ${from ? `FROM ${from(row)}` : ''} WHERE ${where ? where(row) : 'TRUE'}`,
    )
    .join(' UNION ALL ');

/** Adds to the cells of a row's facets. Without a first text there are none. */
const add = (
  row: 'OLD' | 'NEW',
  shares: readonly Share[],
  [texted, replied, optedOut]: readonly [string, string, string],
) => `
  INSERT INTO fact_count (facet, step, at, campaign_id, value, texted, replied, opted_out)
    SELECT f.facet, s.step, f.at - f.at % s.step, ${row}.campaign_id, f.value, ${texted}, ${replied}, ${optedOut}
    FROM (${facetsOf(row, shares)}) f CROSS JOIN ${CELLS} s WHERE ${row}.texted_at IS NOT NULL
    ON CONFLICT (facet, step, at, campaign_id, value) DO UPDATE SET texted = texted + excluded.texted,
      replied = replied + excluded.replied, opted_out = opted_out + excluded.opted_out;`;
/** The share of a row in the cells of its facets: added where it is NEW, taken away where it is OLD. */
const share = (row: 'OLD' | 'NEW', shares: readonly Share[]) => {
  const n = row === 'NEW' ? '1' : '-1';
  const tally = (column: string) => (shares[0]?.tallies ? `iif(${row}.${column} IS NULL, 0, ${n})` : '0');
  return add(row, shares, [n, tally('replied_at'), tally('opt_out_at')]);
};
const moved = (shares: readonly Share[]) => share('OLD', shares) + share('NEW', shares);
const came = (column: string) => `(OLD.${column} IS NULL) - (NEW.${column} IS NULL)`;

const differ = (...columns: string[]) =>
  `(${columns.map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR ')})`;
const CAME = `(${came('replied_at')} <> 0 OR ${came('opt_out_at')} <> 0)`;
const PLACE = ['texted_at', 'campaign_id'];
const TEXT = [...PLACE, 'texted_by', 'sender_number_id'];

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

-- First texts by the cell in which they left: how many contacts were texted, and how many of them replied and
-- opted out (0 in the facets that need no such count). A projection of conversation_fact, kept by the triggers below alone; of each facet
-- (store/schema/counts.ts) the cells are quarters of an hour and days of UTC.
CREATE TABLE fact_count (
  facet TEXT NOT NULL,
  -- How long the cell is, and when it begins. Milliseconds.
  step INTEGER NOT NULL,
  at INTEGER NOT NULL,
  campaign_id TEXT NOT NULL,
  value TEXT NOT NULL,
  texted INTEGER NOT NULL,
  replied INTEGER NOT NULL,
  opted_out INTEGER NOT NULL,
  PRIMARY KEY (facet, step, at, campaign_id, value)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER fact_count_over AFTER UPDATE OF texted ON fact_count WHEN NEW.texted = 0 BEGIN
  DELETE FROM fact_count WHERE facet = NEW.facet AND step = NEW.step AND at = NEW.at
    AND campaign_id = NEW.campaign_id AND value = NEW.value;
END;
CREATE TRIGGER fact_counted AFTER INSERT ON conversation_fact WHEN NEW.texted_at IS NOT NULL
BEGIN ${share('NEW', OF_TEXT)} ${share('NEW', OF_STATE)} END;
CREATE TRIGGER fact_counted_opt_out AFTER INSERT ON conversation_fact
WHEN NEW.texted_at IS NOT NULL AND NEW.opt_out_at IS NOT NULL
BEGIN ${share('NEW', OF_OPT_OUT)} END;
CREATE TRIGGER fact_counted_refusal AFTER INSERT ON conversation_fact
WHEN NEW.texted_at IS NOT NULL AND (NEW.refusals IS NOT NULL OR NEW.unwilling = 1)
BEGIN ${share('NEW', OF_REFUSAL)} END;
CREATE TRIGGER fact_moved_text AFTER UPDATE ON conversation_fact WHEN ${differ(...TEXT)}
BEGIN ${moved(OF_TEXT)} END;
CREATE TRIGGER fact_came AFTER UPDATE ON conversation_fact
WHEN NEW.texted_at IS NOT NULL AND ${CAME} AND NOT ${differ(...TEXT)}
BEGIN ${add('NEW', OF_TEXT, ['0', came('replied_at'), came('opt_out_at')])} END;
CREATE TRIGGER fact_moved_state AFTER UPDATE ON conversation_fact WHEN ${differ(...PLACE, 'text_state')}
BEGIN ${moved(OF_STATE)} END;
CREATE TRIGGER fact_moved_opt_out AFTER UPDATE ON conversation_fact
WHEN (OLD.opt_out_at IS NOT NULL OR NEW.opt_out_at IS NOT NULL)
  AND ${differ(...PLACE, 'opt_out_at', 'opt_out_cause', 'enforced_after')}
BEGIN ${moved(OF_OPT_OUT)} END;
CREATE TRIGGER fact_moved_refusal AFTER UPDATE ON conversation_fact
WHEN (OLD.refusals IS NOT NULL OR NEW.refusals IS NOT NULL OR OLD.unwilling = 1 OR NEW.unwilling = 1)
  AND ${differ(...PLACE, 'refusals', 'unwilling')}
BEGIN ${moved(OF_REFUSAL)} END;
CREATE TRIGGER fact_uncounted AFTER DELETE ON conversation_fact WHEN OLD.texted_at IS NOT NULL
BEGIN ${share('OLD', OF_TEXT)} ${share('OLD', OF_STATE)} ${share('OLD', OF_OPT_OUT)} ${share('OLD', OF_REFUSAL)} END;

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

-- When an account last wrote a text in a campaign. A projection of message, kept by the trigger below alone;
-- no text is ever deleted, and who wrote it and when never changes.
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
`;

const SHARES = [...OF_TEXT, ...OF_STATE, ...OF_OPT_OUT, ...OF_REFUSAL];

/** Each table of counters, and that of waiting STOPs, with the rows that it should have, counted in full. */
export const COUNTED: Readonly<Record<string, string>> = {
  conversation_count: `SELECT c.campaign_id, coalesce(c.texter_id, ''), c.state, c.opt_state, c.hold_at IS NOT NULL, count(*)
    FROM conversation c GROUP BY 1, 2, 3, 4, 5`,
  fact_count: SHARES.map(
    ({ facet, at, value, from, where, tallies }) =>
      `SELECT '${facet}', s.step, r.${at} - r.${at} % s.step, r.campaign_id, ${value('r')}, count(*),
         ${tallies ? 'count(r.replied_at), count(r.opt_out_at)' : '0, 0'}
       FROM conversation_fact r ${from ? `CROSS JOIN ${from('r')}` : ''} CROSS JOIN ${CELLS} s
       WHERE r.texted_at IS NOT NULL AND ${where ? where('r') : 'TRUE'} GROUP BY 2, 3, 4, 5`,
  ).join(' UNION ALL '),
  opt_out_count: `SELECT s.step, o.at - o.at % s.step, ${optOutKey('o').join(', ')}, count(*)
    FROM opt_out o CROSS JOIN ${CELLS} s GROUP BY 1, 2, 3, 4, 5, 6, 7`,
  reversal_count: `SELECT s.step, r.at - r.at % s.step, r.undo, count(*)
    FROM reversal r CROSS JOIN ${CELLS} s GROUP BY 1, 2, 3`,
  last_text: `SELECT c.campaign_id, m.author_id, max(m.created_at) FROM message m JOIN conversation c ON c.id = m.conversation_id
    WHERE m.author_id IS NOT NULL GROUP BY 1, 2`,
  stop_waiting: STOPS_WAITING,
};

/** Counts everything anew. */
export const RECOUNT = Object.entries(COUNTED)
  .map(([table, rows]) => `DELETE FROM ${table}; INSERT INTO ${table} ${rows};`)
  .join('\n');
