import { TextState } from '../../../shared/contract/conversations/conversationFacts.ts';
import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import type {
  Dashboard,
  DashboardGroup,
  DashboardPeriod,
  Figure,
} from '../../../shared/contract/dashboard.ts';
import { OptOutCause } from '../../../shared/schema/causes.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { type Span, spanText } from '../../../shared/schema/range.ts';
import type { Reader } from '../store/types.ts';
import { type Calendar, calendarOf } from './days.ts';
import { add, groupOf, nothing, quantile, sumBy } from './groups.ts';
import {
  type CohortFacts,
  type CubeRow,
  firstTextedAt,
  type Names,
  openActionTimes,
  QUARTER,
  readCohort,
  readNames,
} from './queries.ts';

export type DashboardInput = {
  readonly period: DashboardPeriod;
  readonly campaignId: string | null;
  readonly zone: string;
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FIVE_MINUTES = 5 * MINUTE;
/** Later than any moment: the end of a span without an end. */
const EVER = 9_999_999_999_999;
/** With more days than this, a bar of the chart is a week. */
const MOST_DAYS = 62;

/**
 * Spans of the time from the contact's words to the opt-out, each with its end; one ends at the five-minute
 * limit.
 */
const STEPS: readonly Span[] = [0, SECOND, 10 * SECOND, MINUTE, FIVE_MINUTES, HOUR, DAY, EVER - 1].flatMap(
  (end, index, ends) => {
    const before = ends[index - 1];
    return before === undefined ? [] : [{ from: index === 1 ? 0 : before + 1, to: end + 1 }];
  },
);

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

type Frame = { readonly base: ConversationFilter; readonly total: number; readonly facts: CohortFacts };

function groupsBy(
  { base, total, facts }: Frame,
  keyOf: (row: CubeRow) => string,
  nameOf: (key: string) => string,
  filterOf: (key: string) => ConversationFilter,
): DashboardGroup[] {
  return [...sumBy(facts.cube, keyOf)]
    .map(([key, sum]) => groupOf(key, nameOf(key), sum, { ...base, ...filterOf(key) }, total))
    .sort(largest);
}

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

function daysOf(frame: Frame, spans: readonly Span[], calendar: Calendar): Dashboard['days'] {
  const sums = spans.map(nothing);
  let place = 0;
  for (const row of [...frame.facts.quarters].sort((a, b) => a.quarter - b.quarter)) {
    while (place < spans.length - 1 && row.quarter * QUARTER >= (spans[place]?.to ?? 0)) place += 1;
    const sum = sums[place];
    if (sum) add(sum, row);
  }
  return spans.map((span, index) => {
    const day = calendar.iso(span.from);
    const list = { ...frame.base, texted: spanText(span) };
    return { ...groupOf(day, day, sums[index] ?? nothing(), list, frame.total), ...span };
  });
}

function enforcementOf({ base, facts }: Frame): Dashboard['enforcement'] {
  const times = facts.optOuts.flatMap(({ after }) => (after === null ? [] : [after])).sort((a, b) => a - b);
  const of = facts.optOuts.length;
  const figure = (span: Span, among: number): Figure => ({
    count: times.filter((time) => time >= span.from && time < span.to).length,
    of: among,
    list: { ...base, enforcedAfter: spanText(span) },
  });
  return {
    known: figure({ from: 0, to: EVER }, of),
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    withinFiveMinutes: figure({ from: 0, to: FIVE_MINUTES + 1 }, times.length),
    steps: STEPS.map((span) => ({ ...span, figure: figure(span, times.length) })),
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
  const facts = readCohort(db, { span, campaignId: input.campaignId });
  const names = readNames(db);
  const only = input.campaignId === null ? {} : { campaignId: input.campaignId };
  const base: ConversationFilter = { ...only, texted: spanText(span) };
  const sum = nothing();
  for (const row of facts.cube) add(sum, row);
  const frame: Frame = { base, total: sum.texted, facts };
  const whole = groupOf('', '', sum, base, facts.contacts);
  const scripts = scriptKeys(names);
  const optedOut = facts.optOuts.length;
  const step = calendar.spans(span.from, span.to, 'day').length > MOST_DAYS ? 'week' : 'day';
  const delivery = TextState.options.map((state) => ({
    state,
    figure: {
      count: facts.cube.reduce((n, row) => (row.text_state === state ? n + row.texted : n), 0),
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
    days: daysOf(frame, calendar.spans(span.from, span.to, step), calendar),
    step,
    campaigns: groupsBy(
      frame,
      (row) => row.campaign_id,
      (id) => names.campaigns.get(id)?.name ?? '',
      (id) => ({ campaignId: id }),
    ),
    scripts: groupsBy(
      frame,
      (row) => scripts.get(row.campaign_id) ?? row.campaign_id,
      (id) => names.campaigns.get(id)?.script ?? '',
      (id) => ({ sameScriptAs: id }),
    ),
    texters: groupsBy(
      frame,
      (row) => row.texted_by ?? 'none',
      (id) => names.accounts.get(id) ?? '',
      (id) => ({ textedBy: id }),
    ),
    senderNumbers: groupsBy(
      frame,
      (row) => row.sender_number_id ?? 'none',
      (id) => formatNumber(names.senderNumbers.get(id) ?? ''),
      (id) => ({ senderNumberId: id }),
    ),
    causes: OptOutCause.options.map((cause) => ({
      cause,
      figure: {
        count: facts.optOuts.filter((row) => row.cause === cause).length,
        of: optedOut,
        list: { ...base, optOutHere: cause },
      },
    })),
    delivery,
    refusals: facts.refusals
      .map(({ code, n }) => ({
        code,
        figure: { count: n, of: sum.texted, list: { ...base, refusal: code } },
      }))
      .sort((a, b) => b.figure.count - a.figure.count || (a.code < b.code ? -1 : 1)),
    enforcement: enforcementOf(frame),
    actions: actionsOf(db, input.campaignId, now),
  };
}
