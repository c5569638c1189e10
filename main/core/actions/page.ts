import type { ActionFilter, ActionItem } from '../../../shared/contract/actions.ts';
import { factsIfAny, type JoinedKind } from '../../../shared/providers/index.ts';
import type { ActionKind, Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { and, type Condition, type Viewer } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { urgency } from '../people/urgency.ts';
import { businessDaysUntil } from '../rules/businessDays.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { type ActionRow, fromActions, HELD_AT, openActionsWhere, ownList, shown } from './list.ts';

/** Milliseconds within which an action counts as due soon. */
const SOON = 3 * 86_400_000;

type Row = ActionRow &
  JoinedKind & {
    readonly campaign_id: string | null;
    readonly region: Region | null;
    readonly assigned_to: string | null;
    readonly assigned_name: string | null;
  };

function narrowed(viewer: Viewer, filter: ActionFilter, now: number): Condition[] {
  const parts: Condition[] = [
    openActionsWhere(viewer, { kind: filter.kind, campaignId: filter.campaignId, opened: filter.opened }),
    ownList(viewer),
  ];
  if (filter.due === 'overdue') parts.push({ sql: 'a.due_at <= ?', values: [now] });
  if (filter.due === 'soon') parts.push({ sql: 'a.due_at > ? AND a.due_at <= ?', values: [now, now + SOON] });
  if (filter.assigned === 'mine') parts.push({ sql: 'a.assigned_to = ?', values: [viewer.id] });
  if (filter.assigned === 'unassigned') parts.push({ sql: 'a.assigned_to IS NULL', values: [] });
  return parts;
}

/** The condition for rows behind a cursor. @throws CoreError INVALID for a cursor that no page returned */
function after(cursor: string | undefined): Condition {
  if (cursor === undefined) return { sql: 'TRUE', values: [] };
  const [urgent, due, id] = cursor.split('~');
  if (!urgent || !due || !id || ![urgent, due].every((part) => Number.isSafeInteger(Number(part))))
    throw new CoreError('INVALID', t('core:list.cursor'));
  return {
    // The first part is where the index begins: SQLite cannot begin at a row of several values where one is
    // an expression.
    sql: `${urgency('a')} >= ? AND (${urgency('a')} > ? OR (a.due_at, a.id) > (?, ?))`,
    values: [Number(urgent), Number(urgent), Number(due), id],
  };
}

/** The index that has the page in its order; a texter's few actions are sorted instead. */
function indexFor(filter: ActionFilter): string {
  if (filter.assigned === 'mine') return 'action_assigned_due';
  return filter.kind === undefined ? 'action_urgent' : 'action_kind_due';
}

/** The tables and the order of a page; its query plan is tested. */
export function pageSql(viewer: Viewer, where: string, filter: ActionFilter): string {
  return `SELECT a.id, a.kind, a.conversation_id, c.campaign_id, c.first_name, c.last_name, coalesce(c.number, m.number, a.number) AS number,
       k.name AS campaign_name, k.region, n.provider, n.profile,
       m.body AS text, a.rule, a.matched, a.detail, a.holds, a.opened_at, ${HELD_AT}, a.due_at, a.assigned_to, t.name AS assigned_name,
       ${urgency('a')} AS urgency
     ${fromActions(viewer, indexFor(filter))}
     LEFT JOIN account t ON t.id = a.assigned_to LEFT JOIN connection n ON n.id = m.connection_id WHERE ${where}
     ORDER BY ${urgency('a')}, a.due_at, a.id LIMIT ?`;
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
    items: rows.map((row) => toItem(row, viewer, now)),
    nextCursor: last && found.length > rows.length ? `${last.urgency}~${last.due_at}~${last.id}` : null,
  };
}

function toItem(row: Row, viewer: Viewer, now: number): ActionItem {
  // For a text without a conversation, the holidays are those of its connection's region.
  const region = row.region ?? factsIfAny(row)?.regions[0] ?? 'US';
  return {
    ...shown(row, viewer),
    campaignId: row.campaign_id,
    region,
    workingDaysLeft: businessDaysUntil(now, row.due_at, region),
    overdue: row.due_at <= now,
    assignedTo:
      row.assigned_to === null ? null : { id: row.assigned_to, name: row.assigned_name ?? 'Somebody' },
  };
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
    `SELECT a.kind, count(*) AS n, sum(a.due_at <= ?) AS overdue, sum(a.assigned_to IS ?) AS mine,
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
