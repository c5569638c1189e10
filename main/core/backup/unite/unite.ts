import { KEPT_IN_STORE } from '../../../../shared/schema/contactColumns.ts';
import { keep } from '../../../../shared/text/stored.ts';
import { projectVerdicts } from '../../actions/reviewItem.ts';
import { projectHolds, recomputeState } from '../../conversations/conversationRecord.ts';
import { scrubLoose } from '../../erase/loose.ts';
import { scrub } from '../../erase/scrub.ts';
import { recountLists } from '../../lists/savedListRecord.ts';
import type { Core, Tx } from '../../store/context.ts';
import { all, one } from '../../store/statement.ts';
import { skipPast } from '../../webhooksOut/endpointRecord.ts';
import { closeUnsure } from '../unsure.ts';
import { bringTable, changesOf, newer, type Union } from './copy.ts';
import { uniteLedgers } from './ledger.ts';
import { mendOptOuts } from './mend.ts';
import { bringMessages } from './messages.ts';
import { bringQuestions } from './questions.ts';
import { removeAgain, removedIds } from './removed.ts';
import { bringReplies } from './replies.ts';
import { bringSettings } from './settings.ts';
import type { Row, Source } from './source.ts';

/** What a union did, in counts for an admin. */
export type United = {
  readonly optOuts: number;
  readonly texts: number;
  readonly conversations: number;
  readonly actions: number;
  readonly entries: number;
  /** Texts that only the other store had queued; they do not leave from here. */
  readonly cancelled: number;
  /** People erased on either side, whose data that came in was erased again. */
  readonly erased: number;
};

export type UniteOptions = {
  /**
   * A back-up is restored: its settings, scripts and contact details come back. Otherwise the newer ones
   * count.
   */
  readonly restoring: boolean;
  /** Their ledger had no fault before. */
  readonly whole: boolean;
};

/** The contact's columns of a conversation. */
const CONTACT = [...KEPT_IN_STORE, 'fields'];
const CAMPAIGN = ['name', 'script'];
const only = (row: Row, names: readonly string[], rev: string): Row => ({
  ...Object.fromEntries(names.map((name) => [name, row[name]])),
  rev,
});

/** Tables that are not taken over: derived from others, of one computer only, or too dangerous. */
export const NOT_BROUGHT: ReadonlySet<string> = new Set([
  // Triggers derive it from others.
  'conversation_fact',
  'sent_parts',
  'message_word',
  'text_index',
  'text_index_data',
  'text_index_idx',
  'text_index_docsize',
  'text_index_config',
  // They belong to this console: sign-ins, deliveries, checks, the tour, calls that were answered.
  'session',
  'webhook_delivery',
  'verification',
  'tour',
  'idempotency',
  // What somebody was writing then may have been sent since.
  'draft',
  // A word for that day, in a messenger of that console.
  'nudge',
  'meta',
  'sqlite_sequence',
  // Accounts that come in cannot sign in until an admin here allows it, so their secrets are not taken over.
  'sign_in_try',
  'second_factor',
  'recovery_code',
]);

function bringPeople(union: Union, restoring: boolean): void {
  const { db } = union.tx;
  const byName = (table: string, column: string, value: unknown) =>
    one<{ id: string }>(db, `SELECT id FROM ${table} WHERE ${column} = ?`, value)?.id ?? null;
  // Passwords, roles and who may sign in stay as they are here: an account that was closed since must not
  // open again.
  bringTable(union, 'account', {
    match: (row) => byName('account', 'login', row.login),
    onInsert: (row) => ({ ...row, active: 0 }),
    onConflict: restoring ? () => null : newer,
  });
  // Credentials are not in the file, so a connection has to be tested here before anything leaves through it.
  bringTable(union, 'connection', {
    onInsert: (row) => ({
      ...row,
      state: 'untested',
      last_inbound_ok_at: null,
      test_reply_at: null,
      webhooks_missing_since: null,
      webhook_base: null,
    }),
  });
  bringTable(union, 'sender_number', { match: (row) => byName('sender_number', 'number', row.number) });
}

/**
 * A list is made whole and does not change, so what either has is kept, but for one that was deleted here:
 * only a restore brings that back.
 */
function bringLists(union: Union, restoring: boolean): void {
  const removed = removedIds(union.tx.db);
  bringTable(union, 'saved_list', {
    onInsert: (row) => (!restoring && removed.has(String(row.id)) ? null : row),
  });
  bringTable(union, 'saved_list_member');
  recountLists(union.tx);
}

/** Filters under a name: the newer counts, and what was removed here comes back only by a restore. */
function bringViews(union: Union, restoring: boolean): void {
  const { db } = union.tx;
  const removed = removedIds(db);
  bringTable(union, 'saved_view', {
    match: ({ account_id, list, name }) =>
      one<{ id: string }>(
        db,
        'SELECT id FROM saved_view WHERE account_id = ? AND list = ? AND name = ?',
        account_id,
        list,
        name,
      )?.id ?? null,
    onInsert: (row) => (!restoring && removed.has(String(row.id)) ? null : row),
    onConflict: restoring ? changesOf : newer,
  });
}

function bringCampaigns(union: Union, restoring: boolean): void {
  const { db, now } = union.tx;
  const details = (names: readonly string[]) => (ours: Row, theirs: Row) => {
    if (ours.number === null) return null;
    const differs = names.some((name) => ours[name] !== theirs[name]);
    if (!differs || (!restoring && newer(ours, theirs) === null)) return null;
    return only(theirs, names, union.tx.rev());
  };
  const added = new Set<unknown>();
  bringTable(union, 'campaign', {
    onInsert: (row) =>
      row.state === 'launched'
        ? { ...row, state: 'paused', pause_reason: keep('kept:copied.campaign') }
        : row,
    onConflict: details(CAMPAIGN),
    after: (row) => added.add(row.id),
  });
  bringTable(union, 'campaign_texter', { onInsert: (row) => (added.has(row.campaign_id) ? row : null) });
  bringLists(union, restoring);
  bringTable(union, 'job', {
    onInsert: (row) => (row.state === 'running' ? { ...row, state: 'failed', updated_at: now } : row),
  });
  bringTable(union, 'job_refusal');
  bringTable(union, 'conversation', {
    match: (row) =>
      one<{ id: string }>(
        db,
        'SELECT id FROM conversation WHERE campaign_id = ? AND subject = ?',
        row.campaign_id,
        row.subject,
      )?.id ?? null,
    onConflict: details(CONTACT),
  });
}

/**
 * The newer of two actions. But a hold stays, since the newer may not know of it: one that only one side
 * began, and an open action about another text than the decided one.
 */
export function unitedAction(ours: Row, theirs: Row): Row | null {
  const open = ours.state === 'open' ? ours : theirs;
  const other = open === ours ? theirs : ours;
  const decided = other.state !== 'open';
  const unseen =
    open.rule !== other.rule || open.message_id !== other.message_id || open.holds !== other.holds;
  if (open.state === 'open' && decided && open.holds === 1 && unseen)
    return open === ours ? null : changesOf(ours, theirs);
  const change = newer(ours, theirs);
  if (ours.state !== 'open' || theirs.state !== 'open' || ours.holds === theirs.holds) return change;
  const holding = ours.holds === 1 ? ours : theirs;
  return { ...change, holds: 1, held_at: holding.held_at };
}

function ended(ours: Row, theirs: Row): Row | null {
  if (ours.ended_at !== null || theirs.ended_at === null) return null;
  const { ended_at, ended_by, ended_why, rev } = theirs;
  return { ended_at, ended_by, ended_why, rev };
}

/** Names that either store has of these people: where one is erased already, the other still knows them. */
function namesOf({ tx, source }: Union, subjects: ReadonlySet<unknown>): string[] {
  const names = new Set<string>();
  const hear = ({ subject, first_name, last_name }: Row) => {
    if (subjects.has(subject)) names.add(`${first_name ?? ''} ${last_name ?? ''}`.trim());
  };
  for (const table of ['conversation', 'saved_list_member']) {
    for (const row of source.rows(table)) hear(row);
    for (const subject of subjects)
      for (const row of all<Row>(tx.db, `SELECT * FROM ${table} WHERE subject = ?`, subject)) hear(row);
  }
  return [...names];
}

/** Erases from what came in everybody who was erased on either side. Returns how many. */
function eraseAgain(core: Core, union: Union): number {
  const { tx } = union;
  const erased = all<{ subject: string }>(
    tx.db,
    'SELECT DISTINCT subject FROM erasure WHERE ended_at IS NULL',
  );
  if (erased.length === 0) return 0;
  const subjects = new Set(erased.map(({ subject }) => subject));
  const names = namesOf(union, subjects);
  for (const subject of subjects) scrub(tx, subject);
  scrubLoose(core, tx, subjects, names);
  return erased.length;
}

/**
 * Unites another store of the same organisation with this one, inside one transaction (design, rule 9).
 * Opt-outs, opt-ins, texts, blocks, actions, holds, erasures and ledger entries add up: nothing that either
 * side has is lost, and nothing that either side sent is sent again. Call `cleanFile` after it, and `verify`.
 */
export function unite(core: Core, tx: Tx, source: Source, options: UniteOptions): United {
  const { db } = tx;
  db.pragma('defer_foreign_keys = ON');
  const union: Union = { tx, source, same: new Map(), added: new Map(), touched: new Set() };
  const unsure = new Set<string>();
  bringSettings(union, options.restoring);
  bringPeople(union, options.restoring);
  bringCampaigns(union, options.restoring);
  bringQuestions(union, options.restoring);
  bringReplies(union, options.restoring);
  bringMessages(union, (id) => unsure.add(id));
  for (const table of ['opt_out', 'reversal', 'reversal_of']) bringTable(union, table);
  bringTable(union, 'provider_block', { onConflict: newer });
  bringTable(union, 'action', { onConflict: unitedAction });
  // Facts about numbers add up; a fact that either side has ended is over.
  bringTable(union, 'number_fact', { onConflict: ended });
  bringTable(union, 'prevented');
  bringTable(union, 'review_item');
  bringTable(union, 'review', {
    onConflict: (ours, { undone_at, undone_by }) =>
      ours.undone_at === null && undone_at !== null ? { undone_at, undone_by } : null,
  });
  bringTable(union, 'note');
  bringTable(union, 'tag', {
    match: (row) => one<{ id: string }>(db, 'SELECT id FROM tag WHERE name = ?', row.name)?.id ?? null,
    onConflict: options.restoring ? (_, theirs) => ({ name: theirs.name, tone: theirs.tone }) : newer,
  });
  bringTable(union, 'texter_note', {
    onConflict: (ours, { seen_at, rev }) =>
      ours.seen_at === null && seen_at !== null ? { seen_at, rev } : null,
  });
  for (const table of ['conversation_tag', 'reminder']) bringTable(union, table);
  bringViews(union, options.restoring);
  bringTable(union, 'api_key', { onInsert: (row) => ({ ...row, revoked_at: row.revoked_at ?? tx.now }) });
  bringTable(union, 'webhook_endpoint', { onInsert: (row) => ({ ...row, state: 'off', ledger_seq: 0 }) });
  bringTable(union, 'erasure');
  const removed = removedIds(db);
  const ledger = uniteLedgers(core, tx, source, options.whole);
  removeAgain(tx, removed);
  skipPast(tx);
  for (const id of conversationsOf(tx, union)) recomputeState(tx, id);
  mendOptOuts(core, tx, union.touched);
  projectHolds(tx);
  projectVerdicts(tx);
  closeUnsure(tx, unsure);
  const erased = eraseAgain(core, union);
  for (const topic of [
    'conversations',
    'actions',
    'campaigns',
    'settings',
    'accounts',
    'connections',
  ] as const)
    tx.touch(topic);
  const added = (table: string) => union.added.get(table) ?? 0;
  return {
    optOuts: added('opt_out'),
    texts: added('message'),
    conversations: added('conversation'),
    actions: added('action'),
    entries: ledger.added,
    cancelled: unsure.size,
    erased,
  };
}

/** Open conversations of people whose texts came in; their state follows from their texts. */
function conversationsOf(tx: Tx, union: Union): string[] {
  if ((union.added.get('message') ?? 0) === 0) return [];
  return [...union.touched].flatMap((subject) =>
    all<{ id: string }>(
      tx.db,
      "SELECT id FROM conversation WHERE subject = ? AND state <> 'closed'",
      subject,
    ).map(({ id }) => id),
  );
}
