import { AgreementGroup } from '../../../shared/contract/review.ts';
import type { Verdict } from '../../../shared/schema/review.ts';
import { REVIEW_SIGNS } from '../../../shared/schema/review.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { missedByTexter } from './missed.ts';

const WEEK = 7 * 86_400_000;
/** Monday, 5 January 1970. */
const FIRST_MONDAY = 4 * 86_400_000;

/** The number of the week, which begins on Monday, 0:00 UTC. */
const weekOf = (at: number) => Math.floor((at - FIRST_MONDAY) / WEEK);
const startOf = (week: number) => week * WEEK + FIRST_MONDAY;

type Row = {
  readonly week: number;
  readonly group: AgreementGroup;
  readonly verdict: Verdict;
  readonly n: number;
};

/**
 * The verdict that agrees with the detector, which found words where it acted or asked, and none where only a
 * person acted.
 */
const AGREES: Readonly<Record<AgreementGroup, Verdict>> = {
  automatic: 'upheld',
  'manual-found': 'upheld',
  'manual-nothing-found': 'mistaken',
  missed: 'mistaken',
};

function verdictsSince(db: Reader, since: number): Row[] {
  const week = (column: string) => `(${column} - ${FIRST_MONDAY}) / ${WEEK}`;
  return [
    ...all<Row>(
      db,
      `SELECT ${week('i.reviewed_at')} AS week, CASE WHEN i.automatic = 1 THEN 'automatic'
         WHEN i.reasons & ${REVIEW_SIGNS['nothing-found'].bit} THEN 'manual-nothing-found' ELSE 'manual-found' END AS "group",
         i.state AS verdict, count(*) AS n
       FROM review_item i INDEXED BY review_item_done WHERE i.reviewed_at >= ? GROUP BY 1, 2, 3`,
      since,
    ),
    ...all<Row>(
      db,
      `SELECT ${week('v.at')} AS week, 'missed' AS "group", v.verdict, count(*) AS n FROM review v
       WHERE v.action_id IS NOT NULL AND v.undone_at IS NULL AND v.at >= ?
         AND NOT EXISTS (SELECT 1 FROM review l WHERE l.action_id = v.action_id AND l.undone_at IS NULL
           AND (l.at, l.id) > (v.at, v.id)) GROUP BY 1, 3`,
      since,
    ),
  ];
}

function sum(rows: readonly Row[]): { agree: number; judged: number } {
  let agree = 0;
  let judged = 0;
  for (const { group, verdict, n } of rows) {
    if (verdict === 'escalate') continue;
    judged += n;
    if (verdict === AGREES[group]) agree += n;
  }
  return { agree, judged };
}

type TexterRow = {
  readonly id: string;
  readonly name: string;
  readonly byHand: number;
  readonly nothingFound: number;
  readonly upheld: number;
  readonly judged: number;
};

/** What each texter opted out by hand, and the reviewers' verdicts; texters without either are left out. */
function texters(db: Reader, now: number) {
  const rows = all<TexterRow>(
    db,
    `WITH done AS (SELECT o.actor_id, i.state, i.reasons FROM review_item i INDEXED BY review_item_manual
         CROSS JOIN opt_out o ON o.id = i.opt_out_id WHERE i.automatic = 0 AND i.state <> 'reversed')
     SELECT a.id, a.name, count(d.state) AS byHand,
       coalesce(sum(d.reasons & ${REVIEW_SIGNS['nothing-found'].bit} <> 0), 0) AS nothingFound,
       coalesce(sum(d.state = 'upheld'), 0) AS upheld, coalesce(sum(d.state IN ('upheld', 'mistaken')), 0) AS judged
     FROM account a LEFT JOIN done d ON d.actor_id = a.id WHERE a.role = 'texter' GROUP BY a.id ORDER BY a.name, a.id`,
  );
  const missed = missedByTexter(db, now);
  return rows
    .map((row) => ({ ...row, missed: missed.get(row.id) ?? 0 }))
    .filter(({ byHand, missed: count }) => byHand > 0 || count > 0);
}

/** How often detector and reviewers agreed in the last weeks, with the current one. */
export function readAgreement(db: Reader, now: number, weeks: number) {
  const current = weekOf(now);
  const first = current - weeks + 1;
  const rows = verdictsSince(db, startOf(first));
  return {
    total: sum(rows),
    groups: AgreementGroup.options.map((group) => {
      const own = rows.filter((row) => row.group === group);
      const escalated = own.reduce((n, row) => n + (row.verdict === 'escalate' ? row.n : 0), 0);
      return { group, ...sum(own), escalated };
    }),
    weeks: Array.from({ length: weeks }, (_, index) => ({
      from: startOf(first + index),
      ...sum(rows.filter((row) => row.week === first + index)),
    })),
    texters: texters(db, now),
  };
}
