import type { Me } from '../../../shared/contract/access/session.ts';
import { firstNameOf } from '../../../shared/text/firstName.ts';
import { merge } from '../../../shared/text/template.ts';
import { acceptText, claimText } from '../conversations/messageRecord.ts';
import { writeToTexter } from '../conversations/texterNotes.ts';
import { escalateAction } from '../decisions/escalateAction.ts';
import { receive } from '../inbox/receive.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { type AnswerInput, recordAnswer } from '../questions/answers.ts';
import { askSupervisor } from '../review/enquiry.ts';
import type { Core, Tx } from '../store/context.ts';
import { one, sql } from '../store/statement.ts';
import { DEMO_ORGANISATION, demoCampaigns } from './campaigns.ts';

/** One talk that has begun when the demo opens. `at`: its contact, by place in the first campaign. */
type Talk = {
  readonly at: number;
  readonly replies: readonly string[];
  /** Recorded one after the other; the same question twice is a correction. */
  readonly answers?: readonly Omit<AnswerInput, 'conversationId'>[];
  /** What the texter asks the supervisors. */
  readonly asks?: string;
  /** What the supervisor writes to the texter. */
  readonly note?: string;
  /** With which words the supervisor gives the request to stop to the admin. */
  readonly given?: string;
};

const answer = (question: string, ...choices: string[]) => ({ question, choices });

/** They stand at the end of the campaign, far from the texts that leave when the demo opens. */
export const TALKS: readonly Talk[] = [
  {
    at: 230,
    replies: ['Leaning yes I guess', 'Talked to my sister. Put us both down as a yes!'],
    answers: [answer('support', 'leaning'), answer('support', 'yes')],
    note: 'Good that you corrected the answer at once. Ask next how they would like to help.',
  },
  {
    at: 231,
    replies: ['My landlord wants $300 for new locks. Is he even allowed to do that?'],
    asks: 'This is a legal question. May I give out the number of the tenants’ hotline?',
  },
  {
    at: 232,
    replies: ['I told the last person too. I would rather not get these messages'],
    given: 'They say that they had asked before. Please look up whether we missed it.',
  },
  { at: 233, replies: ['No, sorry'], answers: [answer('support', 'no')] },
  {
    at: 234,
    replies: ['Not sure yet. Rents here went up 20 percent'],
    answers: [answer('support', 'undecided'), { question: 'concern', value: 'Rents went up 20 percent' }],
  },
  {
    at: 235,
    replies: ['I think so, but we have no car'],
    answers: [answer('support', 'leaning'), answer('ride', 'yes'), { question: 'seats', value: 3 }],
  },
];

/** A note to the texter about no conversation. */
export const TO_TEXTER = 'Thank you for taking Saturday as well. After the first hundred, take a break.';

type People = { readonly admin: Me; readonly texter: Me; readonly supervisor: Me };
type Begun = Talk & { readonly conversationId: string; readonly sender: string; readonly number: string };

function people(core: Core): People | undefined {
  const of = (role: Me['role']) =>
    one<Me>(
      core.db,
      sql`SELECT id, login, name, role FROM account WHERE role = ${role} ORDER BY created_at LIMIT 1`,
    );
  const [admin, texter, supervisor] = [of('admin'), of('texter'), of('supervisor')];
  return admin && texter && supervisor && { admin, texter, supervisor };
}

/** Their first text, as if the provider had taken it already. */
function begin(core: Core, tx: Tx, talk: Talk, texter: Me): Begun | undefined {
  const [campaign] = demoCampaigns;
  const contact = campaign?.contacts[talk.at];
  if (!campaign || !contact) return undefined;
  const row = one<{ id: string; sender: string }>(
    tx.db,
    sql`SELECT c.id, s.number AS sender FROM conversation c JOIN sender_number s ON s.id = c.sender_number_id
      WHERE c.number = ${contact.number}`,
  );
  if (!row) return undefined;
  const { text } = merge(campaign.script, {
    firstName: contact.firstName,
    texterName: firstNameOf(texter.name),
    organisation: DEMO_ORGANISATION,
  });
  const sent = enqueue(core, tx, {
    conversationId: row.id,
    kind: 'initial',
    body: text,
    authorId: texter.id,
  });
  if (!sent.ok || !claimText(tx, sent.messageId)) return undefined;
  acceptText(tx, sent.messageId, `demo-${sent.messageId}`, undefined);
  return { ...talk, conversationId: row.id, sender: row.sender, number: contact.number };
}

function follow(core: Core, { admin, texter, supervisor }: People, talk: Begun): void {
  const { conversationId, answers = [], asks, note, given } = talk;
  for (const each of answers) core.write((tx) => recordAnswer(tx, texter, { conversationId, ...each }));
  core.write((tx) => {
    if (asks !== undefined) askSupervisor(core, tx, texter, conversationId, asks);
    if (note !== undefined)
      writeToTexter(core, tx, { texterId: texter.id, conversationId, body: note, actorId: supervisor.id });
    const action = one<{ id: string }>(
      tx.db,
      sql`SELECT id FROM action WHERE conversation_id = ${conversationId} AND state = 'open'`,
    );
    if (given !== undefined && action)
      escalateAction(core, tx, { id: action.id, ownerId: admin.id, note: given, actorId: supervisor.id });
  });
}

/**
 * Some talks of the first campaign with what people at work leave: answers, one of them corrected, a
 * texter's question to the supervisors, a request to stop that was given to the admin, notes to the texter.
 */
export function beginTalks(core: Core): void {
  const all = people(core);
  if (!all) return;
  const begun = core.write((tx) => TALKS.flatMap((talk) => begin(core, tx, talk, all.texter) ?? []));
  const connection = one<{ id: string }>(core.db, "SELECT id FROM connection WHERE profile = 'provider-1'");
  if (!connection) return;
  const now = core.ports.clock.now();
  receive(
    core,
    { connectionId: connection.id, adapter: { vendor: 'bandwidth', classify: () => 'failed' } },
    {
      inbound: begun.flatMap(({ replies, number, sender, at }) =>
        replies.map((body, index) => ({
          providerId: `demo-reply-${at}-${index}`,
          from: number,
          to: sender,
          body,
          providerTime: now + index,
        })),
      ),
      statuses: [],
      providerTexts: [],
    },
  );
  for (const talk of begun) follow(core, all, talk);
  core.write((tx) =>
    writeToTexter(core, tx, { texterId: all.texter.id, body: TO_TEXTER, actorId: all.admin.id }),
  );
}
