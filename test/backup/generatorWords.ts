import type { Row } from '../../main/core/backup/unite/source.ts';

/** What the schema does not say of the rows that generator.ts makes. */

export const SUBJECTS = ['subject-000001', 'subject-000002', 'subject-000003', 'subject-000004'];

/** What the schema checks, and what would mean nothing otherwise. */
export const WORDS: Readonly<Record<string, readonly unknown[]>> = {
  'recovery_code.code_hash': ['code-1', 'code-2', 'code-3'],
  'account.login': ['ana', 'Ben', 'ANA', 'cleo'],
  'account.role': ['texter', 'supervisor', 'admin'],
  'api_key.role': ['texter', 'supervisor', 'admin'],
  'action.state': ['open', 'open', 'done'],
  'action.resolution': ['dismissed', 'opted-out'],
  'action.kind': ['likely-opt-out', 'opt-out-by-hand', 'escalated'],
  'answer.ended_why': ['corrected', 'taken-back'],
  'campaign.state': ['draft', 'launched', 'paused', 'closed'],
  'campaign.region': ['US'],
  'campaign.profile': ['provider-1'],
  'campaign.hours': [null],
  'campaign.handing': [null],
  'campaign.schedule': [null],
  'campaign.is_test': [0],
  'choice.code': ['yes', 'no'],
  'connection.provider': ['bandwidth'],
  'connection.profile': ['provider-1'],
  'connection.config': ['{}'],
  'connection.state': ['untested'],
  'conversation.fields': ['{}'],
  'conversation.opt_state': ['none'],
  'conversation.outcome': [null, null, 'wrong-number'],
  'conversation.state': ['to-send'],
  'erasure.reason': ['asked'],
  'job.state': ['done', 'failed', 'cancelled'],
  'message.automatic': [null],
  'message.beside': [0],
  'message.taken_back': [null, null, '', 'opted-out'],
  'message.direction': ['out', 'in'],
  'message_picture.state': ['waiting', 'there', 'failed'],
  'number_fact.kind': ['dead', 'wrong-number'],
  'opt_out.automatic': [0, 1],
  'opt_out.cause': ['manual', 'auto-keyword'],
  'prevented.place': ['compose', 'enqueue', 'claim', 'opt-out'],
  'provider_block.state': ['inferred', 'confirmed', 'cleared'],
  'question.code': ['vote', 'ride'],
  'question.kind': ['one'],
  'review.verdict': ['upheld', 'mistaken', 'escalate'],
  'review_item.state': ['open'],
  'saved_list_member.fields': ['{}'],
  'saved_view.list': ['opt-outs'],
  'saved_view.name': ['mine', 'Late'],
  'saved_view.filter': ['{}', '{"a":1}'],
  'sender_number.number': ['+12165550190', '+12165550191'],
  'setting.key': ['one', 'two', 'three'],
  'setting.value': ['1', '2', '"x"'],
  'tag.name': ['Ride', 'ride', 'Vote', 'Late'],
  'tag.tone': ['neutral', 'brand', 'ok'],
  'picture.hash': ['aa', 'bb', 'cc'],
  'webhook_endpoint.kind': ['webhook'],
  'webhook_endpoint.state': ['off'],
  'webhook_endpoint.events': ['[]'],
  'webhook_endpoint.settings': ['{}'],
};
/** Columns of stored sentences and JSON stay empty. */
export const EMPTY = new Set([
  'detail',
  'reason',
  'source',
  'origin',
  'pause_reason',
  'state_detail',
  'stopped_detail',
]);

/** Of tables without a revision: what may change, always from nothing to something or upwards. */
export const CHANGES: Readonly<Record<string, readonly string[]>> = {
  answer: ['ended_at', 'ended_by', 'ended_why'],
  review: ['undone_at', 'undone_by'],
  canned_use: ['uses', 'last_at'],
  job: ['progress', 'updated_at'],
};
/** Facts: nothing of them changes. */
export const FACTS = new Set([
  'erasure',
  'job_refusal',
  'opt_out',
  'picture',
  'prevented',
  'reversal',
  'reversal_of',
  'review_item',
  'saved_list',
  'saved_list_member',
]);
/** Saved as a whole, a campaign at a time. */
export const SETS = new Set(['question', 'choice', 'canned_reply']);
export const STATES: readonly Row[] = [
  { state: 'queued', attempt: 0 },
  { state: 'cancelled', attempt: 0 },
  { state: 'sending', attempt: 1 },
  { state: 'unknown', attempt: 1 },
  { state: 'queued', attempt: 1 },
  { state: 'sent', attempt: 1 },
  { state: 'delivered', attempt: 1 },
];
