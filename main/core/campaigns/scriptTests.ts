import type { BeginScriptTest, ScriptTest } from '../../../shared/contract/campaigns/scriptTests.ts';
import { vendorsServing } from '../../../shared/providers/index.ts';
import { vendorNames } from '../../../shared/providers/words.ts';
import { byColumn, MERGE_COLUMNS } from '../../../shared/schema/contactColumns.ts';
import type { GuardRule } from '../../../shared/schema/guardRules.ts';
import { readAnyNumber, readNumber } from '../../../shared/schema/phone.ts';
import type { ConversationState, OptState, Region } from '../../../shared/schema/words.ts';
import { firstNameOf } from '../../../shared/text/firstName.ts';
import { t } from '../../../shared/text/say.ts';
import { keep, NOTHING, written } from '../../../shared/text/stored.ts';
import { CoreError, InputError } from '../base/errors.ts';
import {
  type CampaignRow,
  campaignOf,
  setArchived,
  setCampaignState,
} from '../conversations/campaignRecord.ts';
import { fieldsOf } from '../conversations/conversation.ts';
import { createConversation, markClosed } from '../conversations/conversationRecord.ts';
import { draft } from '../conversations/mergedText.ts';
import { giveSenders, usableSenders } from '../conversations/share.ts';
import { append } from '../ledger/append.ts';
import { preventQueued } from '../outbox/claim.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { pictureOfCampaign } from '../pictures/outgoing.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { mustBeListed } from './archive.ts';
import { copyCampaign } from './copy.ts';

/** Whoever tries a script on a number of their own. */
type Tester = { readonly id: string; readonly name: string };

/** `refused`: the rule for which nothing left; the test is over then. */
export type Begun = { readonly testId: string; readonly refused: GuardRule | null };

const PARTS = ['script', 'replies', 'questions', 'hours'] as const;

/**
 * Sends a campaign's first text, as it is saved now, to a number of the tester's own: a real text, through
 * the guard, of a campaign that is a copy and stands in no list and no figure. A test of the same number that
 * still runs ends. What the guard stops is recorded, so the caller lets the transaction commit before it
 * reports.
 * @throws CoreError NOT_FOUND, CONFLICT for a campaign that is closed or without a sender number; InputError
 *   for the number, and for fields of the script without a value; UnconfirmedError
 */
export function beginTest(core: Core, tx: Tx, tester: Tester, asked: BeginScriptTest): Begun {
  const origin = readOrigin(tx, asked.campaignId);
  const number = numberOf(asked.number, origin.region);
  const subject = core.subject(number);
  for (const { id } of running(tx.db, asked.campaignId, subject)) endTest(core, tx, tester.id, id);

  const before = lastOf(tx.db, asked.campaignId, subject);
  const contact = {
    firstName: asked.firstName ?? before?.first_name ?? firstNameOf(tester.name),
    lastName: asked.lastName ?? before?.last_name ?? '',
    fields: { ...(before && fieldsOf(before)), ...asked.fields },
  };

  const testId = copyCampaign(
    core,
    tx,
    tester.id,
    { id: asked.campaignId, name: t('core:test.name', { name: origin.name }), parts: PARTS },
    {
      campaignId: asked.campaignId,
      origin: keep('kept:origin.test', { name: written(origin.name) }),
      isTest: true,
    },
  );
  setCampaignState(tx, testId, 'launched', NOTHING);
  const body = firstText(core, origin.script, tester, contact);
  const conversationId = tx.id();
  createConversation(
    tx,
    {
      campaignId: testId,
      subject,
      number,
      firstName: contact.firstName,
      lastName: contact.lastName,
      fields: JSON.stringify(contact.fields),
      texterId: tester.id,
    },
    conversationId,
  );
  mustHaveSender(tx, testId, conversationId, origin.region);
  append(core, tx, {
    kind: 'test-begun',
    actorId: tester.id,
    subject,
    payload: { campaign: asked.campaignId, conversation: conversationId },
  });
  const sent = enqueue(core, tx, {
    conversationId,
    kind: 'initial',
    body,
    picture: pictureOfCampaign(tx.db, testId),
    authorId: tester.id,
    confirmed: asked.confirmed,
  });
  if (!sent.ok) endTest(core, tx, tester.id, testId);
  tx.touch('campaigns');
  return { testId, refused: sent.ok ? null : sent.rule };
}

/**
 * Ends a test: what waits in it is taken back, and it leaves the campaign's page. What was sent and said
 * stays with the number. @throws CoreError NOT_FOUND
 */
export function endTest(core: Core, tx: Tx, actorId: string | null, testId: string): void {
  const test = one<{ origin: string | null; archived_at: number | null }>(
    tx.db,
    'SELECT origin_campaign_id AS origin, archived_at FROM campaign WHERE id = ? AND is_test = 1',
    testId,
  );
  if (!test) throw new CoreError('NOT_FOUND', t('core:test.none'));
  if (test.archived_at !== null) return;
  const talks = all<{ id: string; subject: string; opt_state: OptState }>(
    tx.db,
    'SELECT id, subject, opt_state FROM conversation WHERE campaign_id = ?',
    testId,
  );
  for (const { id, subject, opt_state } of talks) {
    preventQueued(core, tx, id);
    if (opt_state === 'none') markClosed(tx, id, 'done');
    const payload = { campaign: test.origin, conversation: id };
    append(core, tx, { kind: 'test-ended', actorId, subject, payload });
  }
  setCampaignState(tx, testId, 'closed', NOTHING);
  setArchived(tx, testId, true);
  tx.touch('campaigns');
  tx.touch('conversations');
}

/** Ends all tests of a campaign, since it is closed or deleted. */
export function endTestsOf(core: Core, tx: Tx, actorId: string | null, campaignId: string): void {
  for (const { id } of running(tx.db, campaignId)) endTest(core, tx, actorId, id);
}

/** A campaign's tests, newest first; the latest fifty. @throws CoreError NOT_FOUND */
export function listTests(db: Reader, campaignId: string): ScriptTest[] {
  campaignOf(db, campaignId);
  return all<{
    id: string;
    conversation_id: string;
    number: string;
    name: string;
    state: ConversationState;
    opt_state: OptState;
    begun_by: string | null;
    begun_at: number;
    ended_at: number | null;
  }>(
    db,
    `SELECT k.id, c.id AS conversation_id, c.number, trim(c.first_name || ' ' || c.last_name) AS name, c.state,
       c.opt_state, a.name AS begun_by, k.created_at AS begun_at, k.archived_at AS ended_at
     FROM campaign k JOIN conversation c ON c.campaign_id = k.id LEFT JOIN account a ON a.id = k.created_by
     WHERE k.is_test = 1 AND k.origin_campaign_id = ? AND c.number IS NOT NULL
     ORDER BY k.created_at DESC, k.id DESC LIMIT 50`,
    campaignId,
  ).map((row) => ({
    id: row.id,
    campaignId,
    conversationId: row.conversation_id,
    number: row.number,
    name: row.name,
    state: row.state,
    optedOut: row.opt_state !== 'none',
    begunBy: row.begun_by,
    begunAt: row.begun_at,
    endedAt: row.ended_at,
  }));
}

/** The tests that run, of one number or of all. */
const running = (db: Reader, campaignId: string, subject: string | null = null) =>
  all<{ id: string }>(
    db,
    `SELECT k.id FROM campaign k JOIN conversation c ON c.campaign_id = k.id
     WHERE k.is_test = 1 AND k.archived_at IS NULL AND k.origin_campaign_id = ? AND c.subject = coalesce(?, c.subject)`,
    campaignId,
    subject,
  );

/** The latest test of a number, whose values a further one takes over. */
const lastOf = (db: Reader, campaignId: string, subject: string) =>
  one<{ first_name: string; last_name: string; fields: string }>(
    db,
    `SELECT c.first_name, c.last_name, c.fields FROM campaign k JOIN conversation c ON c.campaign_id = k.id
     WHERE k.is_test = 1 AND k.origin_campaign_id = ? AND c.subject = ? AND c.number IS NOT NULL
     ORDER BY k.created_at DESC, k.id DESC LIMIT 1`,
    campaignId,
    subject,
  );

function readOrigin(tx: Tx, campaignId: string): CampaignRow {
  const origin = campaignOf(tx.db, campaignId);
  mustBeListed(tx, campaignId);
  if (origin.state === 'closed') throw new CoreError('CONFLICT', t('core:campaign.closedForGood'));
  return origin;
}

function numberOf(raw: string, region: Region): string {
  const read = readNumber(raw, region);
  if (read.ok) return read.e164;
  const why = readAnyNumber(raw).ok ? 'wrong-region' : read.why;
  const message = t(`core:test.number.${why}`, { region: t(`words:region.${region}`) });
  throw new InputError([{ path: ['number'], message }]);
}

function firstText(
  core: Core,
  script: string,
  tester: Tester,
  contact: { firstName: string; lastName: string; fields: Readonly<Record<string, string>> },
): string {
  const known: Readonly<Record<string, unknown>> = contact;
  const { text, missing } = draft(script, {
    ...byColumn(MERGE_COLUMNS, (name) => (typeof known[name] === 'string' ? known[name] : '')),
    texterName: firstNameOf(tester.name),
    organisation: readSettings(core.db).organisation,
    fields: contact.fields,
  });
  if (missing.length === 0) return text;
  const names = missing.map((name) => `{${name}}`).join(', ');
  throw new InputError([{ path: ['fields'], message: t('core:test.missingFields', { names }) }]);
}

/** Without a sender number nothing could leave, and nobody would be told. */
function mustHaveSender(tx: Tx, testId: string, conversationId: string, region: Region): void {
  giveSenders(tx, testId, [conversationId]);
  if (one(tx.db, 'SELECT 1 FROM conversation WHERE id = ? AND sender_number_id IS NOT NULL', conversationId))
    return;
  const names = { region: t(`words:region.${region}`), provider: vendorNames(vendorsServing(region)) };
  throw new CoreError(
    'CONFLICT',
    usableSenders(tx, testId).length > 0 ? t('core:test.practiceOnly') : t('core:campaign.noSender', names),
  );
}
