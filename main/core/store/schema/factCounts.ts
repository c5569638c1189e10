import { ENFORCEMENT_STEPS } from '../../../../shared/schema/enforcedAfter.ts';
import { CELLS, differ } from './countCells.ts';

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

const CAME = `(${came('replied_at')} <> 0 OR ${came('opt_out_at')} <> 0)`;
const PLACE = ['texted_at', 'campaign_id'];
const TEXT = [...PLACE, 'texted_by', 'sender_number_id'];

/** Counters of first texts and of what became of them. */
export const factCounts = `
-- First texts by the cell in which they left: how many contacts were texted, and how many of them replied
-- and opted out (0 in the facets that need no such count). A projection of conversation_fact, kept by the
-- triggers below alone; of each facet (store/schema/factCounts.ts) the cells are quarters of an hour and days
-- of UTC.
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
`;

const SHARES = [...OF_TEXT, ...OF_STATE, ...OF_OPT_OUT, ...OF_REFUSAL];

/** The rows that fact_count should have, counted in full. */
export const FIRST_TEXTS = SHARES.map(
  ({ facet, at, value, from, where, tallies }) =>
    `SELECT '${facet}', s.step, r.${at} - r.${at} % s.step, r.campaign_id, ${value('r')}, count(*),
         ${tallies ? 'count(r.replied_at), count(r.opt_out_at)' : '0, 0'}
       FROM conversation_fact r ${from ? `CROSS JOIN ${from('r')}` : ''} CROSS JOIN ${CELLS} s
       WHERE r.texted_at IS NOT NULL AND ${where ? where('r') : 'TRUE'} GROUP BY 2, 3, 4, 5`,
).join(' UNION ALL ');
