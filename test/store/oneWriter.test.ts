import { expect, test } from 'vitest';
import { openMemory } from '../../main/core/store/open.ts';
import { all } from '../../main/core/store/statement.ts';
import { sourcesOf } from '../hosts/sources.ts';

/**
 * Every INSERT, UPDATE and DELETE of a table stands in one file, its record, which alone decides what may
 * follow what. This test reads the sources, so a second writer fails here before it ever runs.
 */

/** The record of each table, as a path in main/core. A new table needs a line here. */
const RECORDS: Readonly<Record<string, string>> = {
  account: 'access/accountRecord.ts',
  action: 'actions/actionRecord.ts',
  answer: 'questions/answerRecord.ts',
  api_key: 'access/apiKeys.ts',
  campaign: 'conversations/campaignRecord.ts',
  campaign_texter: 'conversations/campaignRecord.ts',
  canned_reply: 'conversations/cannedReplies.ts',
  canned_use: 'conversations/cannedReplies.ts',
  changed_row: 'store/capture/changedRows.ts',
  choice: 'questions/questionRecord.ts',
  connection: 'connections/connectionRecord.ts',
  conversation: 'conversations/conversationRecord.ts',
  conversation_tag: 'conversations/tags.ts',
  erasure: 'people/erased.ts',
  draft: 'conversations/drafts.ts',
  reminder: 'conversations/reminders.ts',
  idempotency: 'access/idempotency.ts',
  invitation: 'invitations/invitationRecord.ts',
  invitation_campaign: 'invitations/invitationRecord.ts',
  job: 'lists/jobStore.ts',
  job_refusal: 'lists/jobStore.ts',
  join_request: 'invitations/invitationRecord.ts',
  ledger: 'ledger/append.ts',
  message: 'conversations/messageRecord.ts',
  log_position: 'consoles/positionRecord.ts',
  meta: 'store/meta.ts',
  note: 'conversations/notes.ts',
  nudge: 'campaigns/nudges.ts',
  number_fact: 'people/facts.ts',
  early: 'people/unionRecord.ts',
  other_id: 'people/unionRecord.ts',
  outgoing_change: 'consoles/outgoingRecord.ts',
  passed_on: 'campaigns/passedOn.ts',
  presence: 'access/presence.ts',
  opt_out: 'optOuts/optOutRecord.ts',
  campaign_picture: 'pictures/pictureRecord.ts',
  message_picture: 'pictures/pictureRecord.ts',
  picture: 'pictures/pictureRecord.ts',
  prevented: 'conversations/preventedRecord.ts',
  provider_block: 'outbox/providerBlock.ts',
  question: 'questions/questionRecord.ts',
  recovery_code: 'accounts/secondFactor.ts',
  removed: 'people/unionRecord.ts',
  reversal: 'optOuts/optOutRecord.ts',
  reversal_of: 'optOuts/optOutRecord.ts',
  review: 'review/verdictRecord.ts',
  review_item: 'actions/reviewItem.ts',
  saved_list: 'lists/savedListRecord.ts',
  saved_list_member: 'lists/savedListRecord.ts',
  saved_view: 'conversations/savedViews.ts',
  second_factor: 'accounts/secondFactor.ts',
  sender_number: 'connections/senderNumberRecord.ts',
  session: 'access/sessions.ts',
  setting: 'settings/settings.ts',
  sign_in_try: 'accounts/tries.ts',
  tag: 'conversations/tags.ts',
  texter_note: 'conversations/texterNotes.ts',
  tour: 'accounts/tourRecord.ts',
  verification: 'backup/checks.ts',
  webhook_delivery: 'webhooksOut/deliveryRecord.ts',
  webhook_endpoint: 'webhooksOut/endpointRecord.ts',
  // Their rows come from triggers; this file builds them anew.
  text_index: 'store/searchIndexes.ts',
  name_index: 'store/searchIndexes.ts',
  opt_out_index: 'store/searchIndexes.ts',
};

/**
 * Filled by triggers alone (store/schema). Counters are: each writer of what they count would else have to
 * know of them. What counts them anew (store/recount.ts) has its statements from the schema too.
 */
const BY_TRIGGERS: readonly string[] = [
  'answer_reader',
  'conversation_count',
  'conversation_fact',
  'conversation_mark',
  'fact_count',
  'last_text',
  'opt_out_count',
  'reversal_count',
  'sent_parts',
  'stop_waiting',
];

/** Files that write whatever table they are told to, with the reason. Their statements name no table. */
const ANY_TABLE: Readonly<Record<string, string>> = {
  'backup/unite/rows.ts':
    'A union copies rows as they stand in another store, by the columns of the schema, so that none can be forgotten',
  'store/rebuildTable.ts': 'A migration builds a table anew, with the rows that it has',
};

type Write = { readonly file: string; readonly table: string };

/** A name that is put together at run time stands for any table. */
const ANY = '*';

/** The tables that a source writes, once for each statement. */
function writesIn(source: string): string[] {
  const target =
    /\b(?:(?:INSERT|REPLACE)(?:\s+OR\s+\w+)?\s+INTO|DELETE\s+FROM|(?<!\b(?:DO|AFTER|BEFORE)\s+)UPDATE(?:\s+OR\s+\w+)?)\s+["'`[]*(\w+|\$\{)/g;
  return [...source.matchAll(target)].map(([, table = '']) => (table === '${' ? ANY : table));
}

function tables(): string[] {
  const db = openMemory();
  const found = all<{ name: string }>(
    db,
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT GLOB '*_index_*'",
  );
  db.close();
  return found.map(({ name }) => name);
}

const known = tables();
const writes: readonly Write[] = [...sourcesOf('main')]
  .filter(([path]) => !path.includes('/store/schema/'))
  .flatMap(([path, source]) =>
    writesIn(source).map((table) => ({ file: path.replace('main/core/', ''), table })),
  )
  .filter(({ table }) => table === ANY || known.includes(table));

const writersOf = (table: string): string[] => [
  ...new Set(writes.filter((write) => write.table === table).map(({ file }) => file)),
];

test('a writing statement is found in whatever form it is written', () => {
  const put = '$' + '{table}';
  const source = `
    run(db, 'INSERT INTO a (id) VALUES (?)');
    run(db, sql\`INSERT OR REPLACE
      INTO b (id) VALUES (1) ON CONFLICT DO UPDATE SET id = 1\`);
    run(db, sql\`UPDATE "c" SET id = 1\`);
    run(db, sql\`DELETE FROM
      d WHERE id = 1\`);
    run(db, 'UPDATE OR IGNORE e SET id = 1');
    run(db, sql\`UPDATE ${put} SET id = 1\`);
    db.exec('CREATE TRIGGER t AFTER UPDATE OF id ON f BEGIN SELECT 1; END');
    one(db, 'SELECT 1 FROM g');`;
  expect(writesIn(source)).toEqual(['a', 'b', 'c', 'd', 'e', ANY]);
});

test.each(Object.entries(RECORDS))('%s is written by %s alone', (table, record) => {
  expect(writersOf(table)).toEqual([record]);
});

test('a table whose name is put together while Heed runs is written where it is said why', () => {
  expect(writersOf(ANY).sort()).toEqual(Object.keys(ANY_TABLE).sort());
});

test('every table has its record', () => {
  expect([...Object.keys(RECORDS), ...BY_TRIGGERS].sort()).toEqual([...known].sort());
  for (const table of BY_TRIGGERS) expect(writersOf(table), table).toEqual([]);
});
