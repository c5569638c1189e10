import { TextState } from '../../../shared/contract/conversations/conversationFacts.ts';
import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import type {
  Dashboard,
  DashboardGroup,
  DashboardPeriod,
  Figure,
} from '../../../shared/contract/dashboard.ts';
import { OptOutCause } from '../../../shared/schema/causes.ts';
import { ENFORCEMENT_STEPS, FIVE_MINUTES } from '../../../shared/schema/enforcedAfter.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { EVER, type Span, spanText } from '../../../shared/schema/range.ts';
import type { Reader } from '../store/types.ts';
import { type Cohort, type KeyedTally, tally } from './cells.ts';
import { type Calendar, calendarOf } from './days.ts';
import { add, groupOf, nothing, sumBy } from './groups.ts';
import {
  type CohortFacts,
  enforcedAfter,
  firstTextedAt,
  type Names,
  openActionTimes,
  readCohort,
  readNames,
} from './queries.ts';

export type DashboardInput = {
  readonly period: DashboardPeriod;
  readonly campaignId: string | null;
  readonly zone: string;
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** With more days than this, a bar of the chart is a week. */
const MOST_DAYS = 62;

const AGES = [
  { age: 'hours', from: 0, to: 4 * HOUR },
  { age: 'day', from: 4 * HOUR, to: DAY },
  { age: 'days', from: DAY, to: 3 * DAY },
  { age: 'week', from: 3 * DAY, to: 7 * DAY },
  { age: 'older', from: 7 * DAY, to: EVER },
] as const;

/** The span of a period, in whole days of the calendar; it ends with today. */
export function spanOf(
  db: Reader,
  input: Pick<DashboardInput, 'period' | 'campaignId'>,
  calendar: Calendar,
  now: number,
): Span {
  const to = calendar.day(now, 1);
  switch (input.period) {
    case 'today':
      return { from: calendar.day(now), to };
    case '7-days':
      return { from: calendar.day(now, -6), to };
    case '30-days':
      return { from: calendar.day(now, -29), to };
    case 'campaign-life':
      return { from: calendar.day(Math.min(now, firstTextedAt(db, input.campaignId) ?? now)), to };
  }
}

/** Most contacts first, then by name, so that the order does not depend on the store. */
const largest = (a: DashboardGroup, b: DashboardGroup) =>
  b.texted.count - a.texted.count || a.label.localeCompare(b.label, 'en') || (a.key < b.key ? -1 : 1);

type Frame = {
  readonly base: ConversationFilter;
  readonly total: number;
  readonly cohort: Cohort;
  readonly facts: CohortFacts;
};

function groupsBy(
  { base, total }: Frame,
  rows: readonly KeyedTally[],
  keyOf: (row: KeyedTally) => string,
  nameOf: (key: string) => string,
  filterOf: (key: string) => ConversationFilter,
): DashboardGroup[] {
  return [...sumBy(rows, keyOf)]
    .map(([key, sum]) => groupOf(key, nameOf(key), sum, { ...base, ...filterOf(key) }, total))
    .sort(largest);
}

const orNone = ({ key }: KeyedTally): string => (key === '' ? 'none' : key);

/** Campaigns with the same script are one group, named after the first of them. */
function scriptKeys(names: Names): Map<string, string> {
  const firsts = new Map<string, string>();
  return new Map(
    [...names.campaigns].map(([id, { script }]) => {
      const first = firsts.get(script) ?? id;
      firsts.set(script, first);
      return [id, first];
    }),
  );
}

function daysOf(db: Reader, frame: Frame, spans: readonly Span[], calendar: Calendar): Dashboard['days'] {
  return spans.map((span) => {
    const day = calendar.iso(span.from);
    const list = { ...frame.base, texted: spanText(span) };
    const sum = nothing();
    add(sum, tally(db, 'all', { ...frame.cohort, span }));
    return { ...groupOf(day, day, sum, list, frame.total), ...span };
  });
}

function enforcementOf(db: Reader, { base, cohort, facts }: Frame, of: number): Dashboard['enforcement'] {
  const steps = ENFORCEMENT_STEPS.map((span, step) => ({ span, n: facts.enforced.get(String(step)) ?? 0 }));
  const sumOf = (among: typeof steps) => among.reduce((sum, { n }) => sum + n, 0);
  const known = sumOf(steps);
  const figure = (span: Span, count: number, total: number): Figure => ({
    count,
    of: total,
    list: { ...base, enforcedAfter: spanText(span) },
  });
  /** The value at or below which this part of the times lies (nearest rank); null where there are none. */
  const quantile = (part: number): number | null => {
    let nth = Math.max(0, Math.ceil(part * known) - 1);
    for (const { span, n } of steps) {
      if (nth < n) return enforcedAfter(db, cohort, span, nth);
      nth -= n;
    }
    return null;
  };
  return {
    known: figure({ from: 0, to: EVER }, known, of),
    medianMs: quantile(0.5),
    p95Ms: quantile(0.95),
    withinFiveMinutes: figure(
      { from: 0, to: FIVE_MINUTES + 1 },
      sumOf(steps.filter(({ span }) => span.to <= FIVE_MINUTES + 1)),
      known,
    ),
    steps: steps.map(({ span, n }) => ({ ...span, figure: figure(span, n, known) })),
  };
}

function actionsOf(db: Reader, campaignId: string | null, now: number): Dashboard['actions'] {
  const times = openActionTimes(db, campaignId);
  return AGES.map(({ age, from, to }) => {
    const span = { from: Math.max(0, now - to + 1), to: from === 0 ? EVER : now - from + 1 };
    return {
      age,
      count: times.filter((at) => at >= span.from && at < span.to).length,
      of: times.length,
      list: { opened: spanText(span), ...(campaignId === null ? {} : { campaignId }) },
    };
  });
}

/**
 * Everything on the dashboard, as of `now` (UTC milliseconds). @throws CoreError INVALID for an unknown zone
 */
export function readDashboard(db: Reader, input: DashboardInput, now: number): Dashboard {
  const calendar = calendarOf(input.zone);
  const span = spanOf(db, input, calendar, now);
  const cohort = { span, campaignId: input.campaignId };
  const facts = readCohort(db, cohort);
  const names = readNames(db);
  const only = input.campaignId === null ? {} : { campaignId: input.campaignId };
  const base: ConversationFilter = { ...only, texted: spanText(span) };
  const sum = nothing();
  for (const row of facts.campaigns) add(sum, row);
  const frame: Frame = { base, total: sum.texted, cohort, facts };
  const whole = groupOf('', '', sum, base, facts.contacts);
  const scripts = scriptKeys(names);
  const { optedOut } = sum;
  const step = calendar.days(span.from, span.to) > MOST_DAYS ? 'week' : 'day';
  const delivery = TextState.options.map((state) => ({
    state,
    figure: {
      count: facts.states.get(state) ?? 0,
      of: sum.texted,
      list: { ...base, textState: state },
    },
  }));
  const delivered = delivery.find(({ state }) => state === 'delivered')?.figure;
  return {
    period: input.period,
    ...span,
    zone: input.zone,
    texted: whole.texted,
    optedOut: whole.optedOut,
    replied: whole.replied,
    softRefused: {
      count: facts.softRefused,
      of: sum.replied,
      list: { ...base, softRefusal: true },
    },
    delivered: delivered ?? { count: 0, of: sum.texted, list: { ...base, textState: 'delivered' } },
    optOutsMade: {
      count: facts.made,
      of: facts.soFar,
      list: { ...only, texted: spanText({ from: 0, to: span.to }), optOutAt: spanText(span) },
    },
    days: daysOf(db, frame, calendar.spans(span.from, span.to, step), calendar),
    step,
    campaigns: groupsBy(
      frame,
      facts.campaigns,
      ({ key }) => key,
      (id) => names.campaigns.get(id)?.name ?? '',
      (id) => ({ campaignId: id }),
    ),
    scripts: groupsBy(
      frame,
      facts.campaigns,
      ({ key }) => scripts.get(key) ?? key,
      (id) => names.campaigns.get(id)?.script ?? '',
      (id) => ({ sameScriptAs: id }),
    ),
    texters: groupsBy(
      frame,
      facts.texters,
      orNone,
      (id) => names.accounts.get(id) ?? '',
      (id) => ({ textedBy: id }),
    ),
    senderNumbers: groupsBy(
      frame,
      facts.senders,
      orNone,
      (id) => formatNumber(names.senderNumbers.get(id) ?? ''),
      (id) => ({ senderNumberId: id }),
    ),
    causes: OptOutCause.options.map((cause) => ({
      cause,
      figure: {
        count: facts.causes.get(cause) ?? 0,
        of: optedOut,
        list: { ...base, optOutHere: cause },
      },
    })),
    delivery,
    refusals: [...facts.refusals]
      .map(([code, n]) => ({
        code,
        figure: { count: n, of: sum.texted, list: { ...base, refusal: code } },
      }))
      .sort((a, b) => b.figure.count - a.figure.count || (a.code < b.code ? -1 : 1)),
    enforcement: enforcementOf(db, frame, optedOut),
    actions: actionsOf(db, input.campaignId, now),
  };
}
