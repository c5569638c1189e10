import { projectVerdicts } from '../../actions/reviewItem.ts';
import { projectHolds, recomputeState } from '../../conversations/conversationRecord.ts';
import type { Core, Tx } from '../../store/context.ts';
import { all, one } from '../../store/statement.ts';
import { skipPast } from '../../webhooksOut/endpointRecord.ts';
import { closeUnsure } from '../unsure.ts';
import { unitedAction } from './actions.ts';
import { bringCampaigns } from './campaigns.ts';
import { bringTable, newer, type Union } from './copy.ts';
import { eraseAgain } from './erased.ts';
import { uniteLedgers } from './ledger.ts';
import { bringViews, removeAgain, removedIds } from './listsAndViews.ts';
import { mendOptOuts } from './mend.ts';
import { bringMessages } from './messages.ts';
import { bringContents, bringPictures } from './pictures.ts';
import { bringQuestions } from './questions.ts';
import { bringReplies } from './replies.ts';
import { bringSettings } from './settings.ts';
import type { Row, Source } from './source.ts';
import { endAgain } from './tagsAndReminders.ts';

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

/** Tables that are not taken over: derived from others, of one computer only, or too dangerous. */
export const NOT_BROUGHT: ReadonlySet<string> = new Set([
  // Triggers derive it from others.
  'answer_reader',
  'conversation_fact',
  'conversation_count',
  'conversation_mark',
  'fact_count',
  'last_text',
  'opt_out_count',
  'opt_out_index',
  'opt_out_index_data',
  'opt_out_index_idx',
  'opt_out_index_config',
  'reversal_count',
  'sent_parts',
  'stop_waiting',
  'text_index',
  'text_index_data',
  'text_index_idx',
  'text_index_config',
  'name_index',
  'name_index_data',
  'name_index_idx',
  'name_index_config',
  // They belong to this console: sign-ins, deliveries, checks, the tour, calls that were answered.
  'session',
  'invitation',
  'invitation_campaign',
  'join_request',
  'webhook_delivery',
  'verification',
  'tour',
  'idempotency',
  // What somebody was writing then may have been sent since.
  'draft',
  // A word for that day, in a messenger of that console.
  'nudge',
  'passed_on',
  // Who did something here, and when.
  'presence',
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

function ended(ours: Row, theirs: Row): Row | null {
  if (ours.ended_at !== null || theirs.ended_at === null) return null;
  const { ended_at, ended_by, ended_why, rev } = theirs;
  return { ended_at, ended_by, ended_why, rev };
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
  bringContents(union);
  bringReplies(union, options.restoring);
  bringMessages(union, (id) => unsure.add(id));
  bringPictures(union);
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
  if (!options.restoring) endAgain(union);
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
