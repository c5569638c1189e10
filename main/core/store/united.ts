/** What consoles of one organisation bring each other, and what stays with each: by table and column. */

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
  // Rows that wait here for others.
  'early',
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
  // What this console has still to tell, and what it has heard.
  'changed_row',
  'outgoing_change',
  'log_position',
]);

/**
 * Of those, tables that consoles of one organisation tell each other nevertheless, though no file brings
 * them.
 */
export const TOLD_ALONE: readonly string[] = ['second_factor', 'recovery_code'];

/** Columns that each console has by itself; nobody compares them. */
export const OWN: Readonly<Record<string, readonly string[]>> = {
  connection: [
    'cursor',
    'state',
    'state_detail',
    'last_inbound_ok_at',
    'test_reply_at',
    'webhooks_missing_since',
    'webhook_base',
  ],
  // Whether a reply is offered to others follows from the time; each console's own sweep finds it.
  conversation: ['pool_since'],
  api_key: ['last_used_at'],
  webhook_endpoint: ['state', 'detail', 'failing_since', 'last_delivered_at', 'pulled_at', 'ledger_seq'],
};
/** Columns that a union works out (backup/unite/project.ts). */
export const PROJECTED: Readonly<Record<string, readonly string[]>> = {
  saved_list: ['people'],
  conversation: ['state', 'opt_state', 'opt_cause', 'hold_at', 'waits_since', 'last_text', 'last_direction'],
  opt_out: ['reversed'],
  review_item: ['state', 'reviewed_at', 'campaign_id', 'texter_id'],
};

/**
 * The key of `meta` under which a console of several keeps where it stands among them (consoles/place.ts).
 */
export const PLACE_KEY = 'consoles';
