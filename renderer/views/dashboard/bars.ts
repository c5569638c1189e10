import type { Dashboard, DashboardGroup, Figure } from '../../../shared/contract/dashboard.ts';
import { t } from '../../../shared/text/say.ts';
import { shortDay } from '../../components/base/days.ts';
import { stepName } from '../../components/conversations/factWords.ts';
import type { Filter, Tab } from '../../components/conversations/filter.ts';

export type Tone = 'brand' | 'stop' | 'hold' | 'ok' | 'soft';

/** One bar of a chart, one row of its table, one line of its CSV; opens its list. */
export type Bar = {
  /** The same in every export. */
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly of: number;
  readonly tone: Tone;
  readonly tab: Tab;
  readonly list: Filter;
};

export const dimensions = ['days', 'campaigns', 'scripts', 'texters', 'senderNumbers', 'causes'] as const;
export type Dimension = (typeof dimensions)[number];
export type Measure = 'optedOut' | 'replied';

/** Parts of names of files and charts, the same in every language. */
export const fileParts: Readonly<Record<Dimension, string>> = {
  days: 'day',
  campaigns: 'campaign',
  scripts: 'script',
  texters: 'texter',
  senderNumbers: 'sender-number',
  causes: 'cause',
};

/** Milliseconds: just above five minutes, so that those exactly at five minutes count as within. */
const MARK = 300_001;

function bar(key: string, label: string, figure: Figure, tone: Tone): Bar {
  const { count, of, list } = figure;
  return { key, label, count, of, tone, tab: 'all', list };
}

/** The label of a group without a name. */
function nameless(dimension: Dimension): string {
  if (dimension === 'texters') return t('dashboard:rate.nobody');
  return dimension === 'senderNumbers' ? t('dashboard:rate.notKnown') : t('dashboard:rate.noName');
}

/**
 * Opt-outs or replies along one dimension. Causes are shares of the opt-outs; everything else of the contacts
 * texted.
 */
export function rateBars(board: Dashboard, dimension: Dimension, measure: Measure): Bar[] {
  const tone = measure === 'optedOut' ? 'stop' : 'brand';
  if (dimension === 'causes') {
    return board.causes
      .filter(({ figure }) => figure.count > 0)
      .map(({ cause, figure }) => bar(cause, t(`causes:${cause}.name`), figure, 'stop'));
  }
  const labelOf = (group: DashboardGroup) => group.label || nameless(dimension);
  if (dimension === 'days') {
    return board.days.map((day) => bar(day.key, shortDay(day.from), day[measure], tone));
  }
  return board[dimension].map((group) => bar(group.key, labelOf(group), group[measure], tone));
}

export function enforcementBars(board: Dashboard): Bar[] {
  return board.enforcement.steps.map((step) =>
    bar(`${step.from}..${step.to}`, stepName(step), step.figure, step.to <= MARK ? 'ok' : 'hold'),
  );
}

const deliveryTones = { delivered: 'ok', sent: 'brand', failed: 'stop', unknown: 'hold' } as const;

export function deliveryBars(board: Dashboard): Bar[] {
  return board.delivery.map(({ state, figure }) =>
    bar(state, t(`oversight:textState.${state}`), figure, deliveryTones[state]),
  );
}

export function refusalBars(board: Dashboard): Bar[] {
  return board.refusals.map(({ code, figure }) =>
    bar(code, t('dashboard:refusals.code', { code }), figure, 'stop'),
  );
}

export function actionBars(board: Dashboard): Bar[] {
  return board.actions.map(({ age, count, of, list }) => ({
    key: age,
    label: t(`dashboard:actions.age.${age}`),
    count,
    of,
    tone: age === 'older' ? 'stop' : age === 'week' ? 'hold' : 'brand',
    tab: 'actions',
    list,
  }));
}
