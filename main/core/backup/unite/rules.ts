import { KEPT_IN_STORE } from '../../../../shared/schema/contactColumns.ts';
import { keep } from '../../../../shared/text/stored.ts';
import { OWN, PROJECTED } from '../../store/united.ts';
import { questionRules, replyRules } from './sets.ts';
import { settingRules } from './settings.ts';
import type { Row } from './source.ts';
import { textRules } from './texts.ts';
import { greater, type Rules, type Union } from './union.ts';

/** The contact's columns of a conversation. */
const CONTACT = [...KEPT_IN_STORE, 'fields'];
const CAMPAIGN = ['name', 'script', 'handing', 'schedule', 'daily_goal'];

const number = (value: unknown) => (typeof value === 'number' ? value : 0);
const rev = (row: Row) => String(row.rev ?? '');
const newer = (ours: Row, theirs: Row) => rev(theirs) > rev(ours);
const pick = (row: Row, names: readonly string[]): Row =>
  Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name]]));
/** What is in force until it is ended once: the end counts, and of two ends the later. */
const endedBy = (...columns: readonly string[]) => ({
  order: (row: Row) => columns.map((name) => (row[name] ?? null) as string | number | null),
});

/**
 * These columns of ours become theirs, with a revision of our own: of a back-up always, of a copy where it is
 * newer.
 */
const setBack = (union: Union, names: readonly string[]) => (ours: Row, theirs: Row) => {
  if (names.every((name) => ours[name] === theirs[name])) return null;
  if (union.mode !== 'restore' && !newer(ours, theirs)) return null;
  return { ...pick(theirs, names), rev: union.tx.rev() };
};

/** The last time at which the person of an action asked, or something made it hold. */
const asked = (row: Row) => Math.max(number(row.opened_at), number(row.asked_again_at), number(row.held_at));
/**
 * What an opt-out or an erasure closes is no decision: the one is reversed, the other holds for every
 * version.
 */
const BY_ITSELF: ReadonlySet<unknown> = new Set(['opted-out', 'opt-out', 'erased']);
const decided = (row: Row) => (row.state === 'done' && !BY_ITSELF.has(row.resolution) ? 1 : 0);

const ownOf = (table: string) => ({ own: [...(OWN[table] ?? []), ...(PROJECTED[table] ?? [])] });

/** The tables that a union brings, each after those to which it refers, and how two versions become one. */
export function rulesOf(union: Union, unsure: (conversationId: string) => void): Record<string, Rules> {
  const { tx, mode } = union;
  const copied = mode !== 'changes';
  const oursStays: Rules = copied ? { onConflict: () => null } : {};
  const addedCampaigns = new Set<unknown>();
  const { question, choice } = questionRules(union);
  return {
    setting: settingRules(union),
    // Whom a copy brings must not sign in before an admin here allows it. A copy gives nobody here another
    // role or password; what remains of our own store does.
    account: {
      natural: [['login']],
      apart: {
        order: (row) => [String(row.standing_rev)],
        columns: ['standing_rev', 'role', 'active'],
      },
      ...(copied ? { onInsert: (row) => ({ ...row, active: 0 }) } : {}),
      ...(mode === 'remains' ? {} : oursStays),
    },
    // What erases a person is known before whatever is about them.
    erasure: { order: (row) => [row.ended_at === null ? 0 : 1, number(row.ended_at)] },
    // Credentials are each console's own, so a connection is tested here before anything leaves through it.
    connection: {
      ...ownOf('connection'),
      onInsert: (row) => ({ ...row, state: 'untested' }),
      ...oursStays,
    },
    sender_number: { natural: [['number']], ...oursStays },
    campaign: copied
      ? {
          onInsert: (row) => {
            // A test is begun anew where it is wanted.
            if (row.is_test === 1) return { ...row, state: 'closed', archived_at: row.archived_at ?? tx.now };
            return row.state === 'launched'
              ? { ...row, state: 'paused', pause_reason: keep('kept:copied.campaign') }
              : row;
          },
          onConflict: setBack(union, CAMPAIGN),
          after: (row) => addedCampaigns.add(row.id),
        }
      : {
          apart: {
            order: (row) => [row.state === 'closed' ? 1 : 0, String(row.state_rev)],
            columns: ['state_rev', 'state', 'pause_reason', 'faults_from'],
          },
          joins: { launched_at: greater },
        },
    campaign_texter: copied
      ? { theirs: (row) => (addedCampaigns.has(row.campaign_id) ? row : null), onConflict: () => null }
      : {},
    // A list is made whole and does not change; how many people it has is counted.
    saved_list: { ...ownOf('saved_list'), onInsert: (row) => ({ ...row, people: 0 }) },
    saved_list_member: {},
    job: {
      order: (row) => [number(row.updated_at), row.state === 'running' ? 0 : 1],
      // What runs at another console does not run here.
      theirs: (row) =>
        row.state === 'running'
          ? { ...row, state: 'failed', asked: null, ...(copied ? { updated_at: tx.now } : {}) }
          : row,
      ...oursStays,
    },
    job_refusal: {},
    conversation: {
      ...ownOf('conversation'),
      natural: [['campaign_id', 'subject']],
      withoutDerived: (row) => (row.outcome === 'opted-out' ? { ...row, outcome: null } : row),
      joins: { sort_at: greater },
      onInsert: (row) => ({ ...row, state: 'to-send' }),
      ...(mode === 'restore'
        ? {
            onConflict: (ours: Row, theirs: Row) =>
              ours.number === null ? null : setBack(union, CONTACT)(ours, theirs),
          }
        : {}),
    },
    question,
    choice,
    // A later answer to one question ends an earlier one (project.ts); this is what people ended themselves.
    answer: {
      withoutDerived: (row) =>
        row.ended_why === 'only-one' ? { ...row, ended_at: null, ended_by: null, ended_why: null } : row,
      ...endedBy('ended_at', 'ended_by', 'ended_why'),
    },
    picture: { natural: [['hash']] },
    canned_reply: replyRules(union),
    // Of the counts of uses the greater stays: one history knows the other up to the day of the copy.
    canned_use: { joins: { uses: greater, last_at: greater } },
    message: textRules(union, unsure),
    message_picture: {
      natural: [['message_id', 'position']],
      order: (row) => [row.state === 'there' ? 1 : 0, rev(row)],
    },
    campaign_picture: {},
    // Facts, and what ends them, add up.
    opt_out: ownOf('opt_out'),
    reversal: {},
    reversal_of: {},
    provider_block: {},
    // A hold stays, since a decision counts only for what it knew of: up to the last time the person asked.
    action: { order: (row) => [asked(row), decided(row), rev(row)] },
    number_fact: { order: (row) => [row.ended_at === null ? 0 : 1, rev(row)] },
    prevented: {},
    review_item: {
      ...ownOf('review_item'),
      onInsert: (row) => ({ ...row, state: 'open' }),
      joins: { reasons: (a, b) => number(a) | number(b) },
    },
    review: { ...endedBy('undone_at', 'undone_by'), needs: ['opt_out_id'] },
    note: {},
    tag: {
      natural: [['name']],
      ...(mode === 'restore' ? { onConflict: setBack(union, ['name', 'tone']) } : {}),
    },
    texter_note: {},
    conversation_tag: {},
    reminder: {},
    saved_view: {
      natural: [['account_id', 'list', 'name']],
      ...(mode === 'restore' ? { onConflict: setBack(union, ['name', 'filter', 'shared']) } : {}),
    },
    api_key: {
      ...ownOf('api_key'),
      order: (row) => [row.revoked_at === null ? 0 : 1, rev(row)],
      ...(copied ? { onInsert: (row) => ({ ...row, revoked_at: row.revoked_at ?? tx.now }) } : {}),
      ...oursStays,
    },
    // A file’s would let somebody in, or lock somebody out. What is used up makes no revision, so of one
    // factor and of one code it stays so wherever it was used.
    ...(copied ? {} : { second_factor: {}, recovery_code: {} }),
    webhook_endpoint: {
      ...ownOf('webhook_endpoint'),
      onInsert: (row) => ({ ...row, state: 'off', ledger_seq: 0 }),
      ...oursStays,
    },
  };
}
