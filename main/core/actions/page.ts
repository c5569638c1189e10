import type { ActionFilter, ActionItem } from '../../../shared/contract/actions.ts';
import { factsIfAny, type JoinedKind } from '../../../shared/providers/index.ts';
import type { ActionKind, Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { and, type Condition, type Viewer } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { stopFirst } from '../people/urgency.ts';
import { businessDaysUntil } from '../rules/businessDays.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import {
  ACTION_COLUMNS,
  ACTION_ORDER,
  type ActionRow,
  fromActions,
  openActionsWhere,
  ownList,
  shown,
  WHOSE,
} from './list.ts';

/** Milliseconds within which an action counts as due soon. */
const SOON = 3 * 86_400_000;

type Row = ActionRow &
  JoinedKind & {
    readonly campaign_id: string | null;
    readonly region: Region | null;
  };

function narrowed(viewer: Viewer, filter: ActionFilter, now: number): Condition[] {
  const parts: Condition[] = [
    openActionsWhere(viewer, {
      kind: filter.kind,
      campaignId: filter.campaignId,
      texterId: filter.texterId,
      opened: filter.opened,
    }),
    ownList(viewer, filter.supervised),
  ];
  if (filter.due === 'overdue') parts.push({ sql: 'a.decide_by <= ?', values: [now] });
  if (filter.due === 'soon')
    parts.push({ sql: 'a.decide_by > ? AND a.decide_by <= ?', values: [now, now + SOON] });
  if (filter.assigned === 'mine') parts.push({ sql: 'a.assigned_to = ?', values: [viewer.id] });
  if (filter.assigned === 'unassigned') parts.push({ sql: 'a.assigned_to IS NULL', values: [] });
  return parts;
}

/** The condition for rows behind a cursor. @throws CoreError INVALID for a cursor that no page returned */
function after(cursor: string | undefined): Condition {
  if (cursor === undefined) return { sql: 'TRUE', values: [] };
  const [stop, due, id] = cursor.split('~');
  if (!stop || !due || !id || ![stop, due].every((part) => Number.isSafeInteger(Number(part))))
    throw new CoreError('INVALID', t('core:list.cursor'));
  return {
    // The first part is where the index begins: SQLite cannot begin at a row of several values where one is
    // an expression.
    sql: `${stopFirst('a')} >= ? AND (${stopFirst('a')} > ? OR (a.decide_by, a.id) > (?, ?))`,
    values: [Number(stop), Number(stop), Number(due), id],
  };
}

/** The index that has the page in its order; a texter's few actions are sorted instead. */
function indexFor(filter: ActionFilter): string {
  if (filter.assigned === 'mine') return 'action_assigned_due';
  return filter.kind === undefined ? 'action_urgent' : 'action_kind_due';
}

/** The tables and the order of a page; its query plan is tested. */
export function pageSql(viewer: Viewer, where: string, filter: ActionFilter): string {
  return `SELECT ${ACTION_COLUMNS}, c.campaign_id, k.region, n.provider, n.profile
     ${fromActions(viewer, indexFor(filter))} ${WHOSE} LEFT JOIN connection n ON n.id = m.connection_id
     WHERE ${where} ORDER BY ${ACTION_ORDER} LIMIT ?`;
}

/** Open actions that the viewer may see, a page at a time: a plain STOP first, then the most overdue. */
export function pageOfActions(
  db: Reader,
  viewer: Viewer,
  input: ActionFilter & { readonly cursor?: string | undefined; readonly limit: number },
  now: number,
): { items: ActionItem[]; nextCursor: string | null } {
  const where = and(...narrowed(viewer, input, now), after(input.cursor));
  const found = all<Row>(db, pageSql(viewer, where.sql, input), ...where.values, input.limit + 1);
  const rows = found.slice(0, input.limit);
  const last = rows.at(-1);
  return {
    items: rows.map((row) => toItem(db, row, viewer, now)),
    nextCursor: last && found.length > rows.length ? `${last.place}~${last.decide_by}~${last.id}` : null,
  };
}

function toItem(db: Reader, row: Row, viewer: Viewer, now: number): ActionItem {
  // For a text without a conversation, the holidays are those of its connection's region.
  const region = row.region ?? factsIfAny(row)?.regions[0] ?? 'US';
  return {
    ...shown(db, row, viewer),
    campaignId: row.campaign_id,
    region,
    workingDaysLeft: businessDaysUntil(now, row.decide_by, region),
    overdue: row.decide_by <= now,
  };
}

/** How many of them there are, and how many are overdue; for admins and supervisors. */
export function countOfActions(
  db: Reader,
  viewer: Viewer,
  filter: ActionFilter,
  now: number,
): { open: number; overdue: number } {
  const where = and(...narrowed(viewer, filter, now));
  const [row] = all<{ open: number; overdue: number | null }>(
    db,
    `SELECT count(*) AS open, sum(a.decide_by <= ?) AS overdue ${fromActions(viewer, 'action_urgent')} WHERE ${where.sql}`,
    now,
    ...where.values,
  );
  return { open: row?.open ?? 0, overdue: row?.overdue ?? 0 };
}

export type ActionSummary = {
  open: number;
  overdue: number;
  mine: number;
  unassigned: number;
  kinds: { kind: ActionKind; count: number }[];
};

/** How many open actions the viewer may see. Each part counts the rows that its pages show. */
export function summaryOfActions(db: Reader, viewer: Viewer, now: number): ActionSummary {
  const where = and(openActionsWhere(viewer, {}), ownList(viewer));
  const rows = all<{ kind: ActionKind; n: number; overdue: number; mine: number; unassigned: number }>(
    db,
    `SELECT a.kind, count(*) AS n, sum(a.decide_by <= ?) AS overdue, sum(a.assigned_to IS ?) AS mine,
       sum(a.assigned_to IS NULL) AS unassigned ${fromActions(viewer)} WHERE ${where.sql} GROUP BY a.kind ORDER BY a.kind`,
    now,
    viewer.id,
    ...where.values,
  );
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    open: sum((row) => row.n),
    overdue: sum((row) => row.overdue),
    mine: sum((row) => row.mine),
    unassigned: sum((row) => row.unassigned),
    kinds: rows.map((row) => ({ kind: row.kind, count: row.n })),
  };
}
