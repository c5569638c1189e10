import type { ComplianceReport, Took } from '../../../shared/contract/reports.ts';
import { OptOutCause } from '../../../shared/schema/causes.ts';
import { GuardRule } from '../../../shared/schema/guardRules.ts';
import type { Span } from '../../../shared/schema/range.ts';
import { Verdict } from '../../../shared/schema/review.ts';
import type { ActionKind } from '../../../shared/schema/words.ts';
import { noTest } from '../access/visible.ts';
import { type Cohort, tally } from '../dashboard/cells.ts';
import { quantile } from '../dashboard/groups.ts';
import { madeIn as optOutsMade } from '../dashboard/queries.ts';
import { STOP_KINDS } from '../people/stopWaiting.ts';
import { readSettings } from '../settings/settings.ts';
import { all, one, Sql, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** 47 CFR 64.1200(a)(12): the one text that confirms a request may follow within this time. Milliseconds. */
const FIVE_MINUTES = 5 * 60_000;

type Made = {
  readonly cause: OptOutCause;
  readonly reversed: number;
  /** Null where the evidence is no text of the contact. */
  readonly since_received: number | null;
  readonly since_said: number | null;
  readonly left_before: number;
  readonly misses: number;
};

/**
 * Texts to a number that left, or may have: other than a confirmation, or an answer that Heed gave by itself.
 */
const LEFT = sql`m.subject = o.subject AND m.direction = 'out' AND m.kind IN ('initial', 'reply') AND m.automatic IS NULL
  AND m.claimed_at IS NOT NULL AND (m.state IN ('sending', 'sent', 'delivered', 'unknown')
    OR (m.state = 'failed' AND m.provider_id IS NOT NULL))`;
/** Whether the evidence of opt-out `o` is a text of the contact. */
const ASKED = sql`EXISTS (SELECT 1 FROM message e WHERE e.id = o.message_id AND e.direction = 'in')`;
/** A person read a request into words that no rule had found, so nobody knew of it before. */
const KNOWN_AT = sql`CASE WHEN o.cause = 'manual' AND o.rule = 'by-hand' THEN o.at ELSE o.received_at END`;
/** When the opt-out was reversed; null: it is in force. */
const REVERSED_AT = sql`(SELECT min(r.at) FROM reversal_of f JOIN reversal r ON r.id = f.reversal_id WHERE f.opt_out_id = o.id)`;

/** Of one campaign, or of all; never of tests of a script. */
const ofCampaign = (campaignId: string | null, conversation: Sql): Sql =>
  campaignId === null
    ? sql`NOT EXISTS (SELECT 1 FROM conversation t WHERE t.id = ${conversation} AND ${new Sql(`NOT ${noTest('t.campaign_id')}`, [])})`
    : sql`${conversation} IN (SELECT id FROM conversation WHERE campaign_id = ${campaignId})`;

/**
 * Every opt-out made in the span, and the texts to that number that left in spite of it, before the request
 * was known and after. Each text counts for the first opt-out that it follows, so none is counted twice.
 */
function madeIn(db: Reader, { from, to }: Span, campaignId: string | null): Made[] {
  const first = sql`NOT EXISTS (SELECT 1 FROM opt_out p WHERE p.subject = o.subject AND p.reversed = 0 AND p.said_at <= m.claimed_at
    AND (p.said_at, p.id) < (o.said_at, o.id))`;
  return all<Made>(
    db,
    sql`SELECT o.cause, o.reversed, CASE WHEN ${ASKED} THEN max(0, o.at - o.received_at) END AS since_received,
        CASE WHEN ${ASKED} THEN max(0, o.at - o.said_at) END AS since_said,
        (SELECT count(*) FROM message m INDEXED BY message_subject WHERE ${LEFT} AND m.claimed_at >= o.said_at
          AND m.claimed_at < ${KNOWN_AT} AND ${first}) AS left_before,
        (SELECT count(*) FROM message m INDEXED BY message_subject WHERE ${LEFT} AND m.claimed_at >= ${KNOWN_AT}
          AND m.claimed_at >= o.said_at AND (${REVERSED_AT} IS NULL OR m.claimed_at < ${REVERSED_AT}) AND ${first}) AS misses
      FROM opt_out o INDEXED BY opt_out_recent WHERE o.at >= ${from} AND o.at < ${to}
        AND ${ofCampaign(campaignId, sql`o.conversation_id`)}`,
  );
}

function took(times: readonly (number | null)[]): Took {
  const known = times.flatMap((time) => (time === null ? [] : [time])).sort((a, b) => a - b);
  return {
    known: known.length,
    medianMs: quantile(known, 0.5),
    p95Ms: quantile(known, 0.95),
    maxMs: known.at(-1) ?? null,
  };
}

function optOutsOf(made: readonly Made[]): ComplianceReport['optOuts'] {
  const received = made.map((row) => row.since_received);
  return {
    made: made.length,
    reversed: made.filter((row) => row.reversed === 1).length,
    causes: OptOutCause.options.map((cause) => {
      const own = made.filter((row) => row.cause === cause);
      return { cause, count: own.length, enforcement: took(own.map((row) => row.since_received)) };
    }),
    enforcement: took(received),
    sinceSaid: took(made.map((row) => row.since_said)),
    withinFiveMinutes: received.filter((time) => time !== null && time <= FIVE_MINUTES).length,
  };
}

function preventedIn(
  db: Reader,
  { from, to }: Span,
  campaignId: string | null,
): ComplianceReport['prevented'] {
  const rows = all<{ rule: string; n: number }>(
    db,
    sql`SELECT p.rule, count(*) AS n FROM prevented p INDEXED BY prevented_at WHERE p.at >= ${from} AND p.at < ${to}
      AND ${ofCampaign(campaignId, sql`p.conversation_id`)} GROUP BY p.rule`,
  );
  return {
    texts: rows.reduce((sum, { n }) => sum + n, 0),
    rules: rows
      .flatMap(({ rule, n }) => {
        const known = GuardRule.safeParse(rule).data;
        return known ? [{ rule: known, count: n }] : [];
      })
      .sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1)),
  };
}

function requestsIn(db: Reader, { from, to }: Span, campaignId: string | null): ComplianceReport['requests'] {
  const row = one<{ opened: number; decided: number | null }>(
    db,
    sql`SELECT count(*) AS opened, sum(x.state = 'done') AS decided FROM action x INDEXED BY action_asked_to_stop
      WHERE x.kind IN ${new Sql(STOP_KINDS, [])} AND x.opened_at >= ${from} AND x.opened_at < ${to}
        AND ${ofCampaign(campaignId, sql`x.conversation_id`)}`,
  );
  return { opened: row?.opened ?? 0, decided: row?.decided ?? 0 };
}

function verdictsIn(db: Reader, { from, to }: Span, campaignId: string | null): ComplianceReport['verdicts'] {
  const about = sql`coalesce((SELECT o.conversation_id FROM opt_out o WHERE o.id = v.opt_out_id),
    (SELECT x.conversation_id FROM action x WHERE x.id = v.action_id))`;
  const rows = all<{ verdict: Verdict; n: number }>(
    db,
    sql`SELECT v.verdict, count(*) AS n FROM review v INDEXED BY review_recent WHERE v.at >= ${from} AND v.at < ${to}
      AND v.undone_at IS NULL AND ${ofCampaign(campaignId, about)} GROUP BY v.verdict`,
  );
  return Verdict.options.map((verdict) => ({
    verdict,
    count: rows.find((row) => row.verdict === verdict)?.n ?? 0,
  }));
}

function openNow(db: Reader, now: number, campaignId: string | null): ComplianceReport['open'] {
  const kinds = all<{ kind: ActionKind; count: number; overdue: number }>(
    db,
    sql`SELECT a.kind, count(*) AS count, sum(a.decide_by <= ${now}) AS overdue FROM action a INDEXED BY action_kind_due
      WHERE a.state = 'open' AND ${ofCampaign(campaignId, sql`a.conversation_id`)} GROUP BY a.kind ORDER BY a.kind`,
  );
  const sum = (of: 'count' | 'overdue') => kinds.reduce((total, row) => total + row[of], 0);
  return { actions: sum('count'), overdue: sum('overdue'), kinds };
}

function lastCheck(db: Reader): ComplianceReport['ledger'] {
  const row = one<{ at: number; entries: number; problems: string }>(
    db,
    'SELECT at, entries, problems FROM verification ORDER BY at DESC, id DESC LIMIT 1',
  );
  return row ? { checkedAt: row.at, entries: row.entries, whole: row.problems === '[]' } : null;
}

/** The dashboard's own counters, so that both give the same figures. */
function contactsOf(db: Reader, cohort: Cohort): ComplianceReport['contacts'] {
  const { texted, opted_out } = tally(db, 'all', cohort);
  return { texted, optedOut: opted_out, optOutsMade: optOutsMade(db, cohort).made };
}

export type ReportOf = { readonly span: Span; readonly campaignId: string | null; readonly zone: string };

/** How opt-outs were kept in a span, as of `now`. A campaign that is not there has no figures. */
export function readCompliance(
  db: Reader,
  { span, campaignId, zone }: ReportOf,
  now: number,
): ComplianceReport {
  const made = madeIn(db, span, campaignId);
  const sum = (of: 'left_before' | 'misses') => made.reduce((total, row) => total + row[of], 0);
  const campaign =
    campaignId === null
      ? null
      : (one<{ name: string }>(db, sql`SELECT name FROM campaign WHERE id = ${campaignId} AND is_test = 0`)
          ?.name ?? '');
  return {
    organisation: readSettings(db).organisation,
    campaign,
    ...span,
    zone,
    madeAt: now,
    contacts: contactsOf(db, { span, campaignId }),
    optOuts: optOutsOf(made),
    afterRequest: { leftBefore: sum('left_before'), misses: sum('misses') },
    prevented: preventedIn(db, span, campaignId),
    requests: requestsIn(db, span, campaignId),
    verdicts: verdictsIn(db, span, campaignId),
    open: openNow(db, now, campaignId),
    ledger: lastCheck(db),
  };
}
