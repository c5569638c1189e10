import type { Me } from '../../../shared/contract/access/session.ts';
import type { Thread, ThreadReply } from '../../../shared/contract/conversations.ts';
import type { ContactQuestions } from '../../../shared/contract/questions.ts';
import { byColumn, keptOf, MERGE_COLUMNS } from '../../../shared/schema/contactColumns.ts';
import { firstNameOf } from '../../../shared/text/firstName.ts';
import { listActions } from '../actions/list.ts';
import { cannedReplies, replyUses } from '../conversations/cannedReplies.ts';
import { type ConversationDetail, fieldsOf, readConversation } from '../conversations/conversation.ts';
import { failedText } from '../conversations/failed.ts';
import type { DraftValues } from '../conversations/mergedText.ts';
import { draft } from '../conversations/mergedText.ts';
import { toConversationRow } from '../conversations/rows.ts';
import { isDiscreet, threadEvents, threadMessages } from '../conversations/thread.ts';
import { canSend } from '../lookup/canSend.ts';
import { offerConfirmation } from '../outbox/confirmationOffer.ts';
import { stillBlocked } from '../people/person.ts';
import { knownZones } from '../people/textingHours.ts';
import { outgoingPictures, pictureOfCampaign } from '../pictures/outgoing.ts';
import { answerFields, contactQuestions } from '../questions/answers.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core } from '../store/context.ts';

/** The values for the templates of a conversation: the assigned texter's name, or the reader's. */
export function draftValues(core: Core, me: Me, row: ConversationDetail): DraftValues {
  const kept = keptOf(row);
  return {
    ...byColumn(MERGE_COLUMNS, (name) => kept[name]),
    texterName: firstNameOf(row.texter_name ?? me.name),
    organisation: readSettings(core.db).organisation,
    fields: { ...fieldsOf(row), ...answerFields(core.db, row) },
  };
}

/** What the contact answered and what to ask now, with replies filled in for them. */
export function questionsFor(
  core: Core,
  me: Me,
  row: ConversationDetail,
  values: DraftValues = draftValues(core, me, row),
): ContactQuestions {
  return contactQuestions(core.db, row, (reply) => draft(reply, values).text);
}

/** The campaign's canned replies, filled for a contact. */
function repliesFor(core: Core, me: Me, row: ConversationDetail, values: DraftValues): ThreadReply[] {
  const uses = replyUses(core.db, row.campaign_id, me.id);
  return cannedReplies(core.db, row.campaign_id).map(({ id, folder, title, text, question, picture }) => {
    const merged = draft(text, values);
    return {
      id,
      folder,
      title,
      text: merged.text,
      missing: [...merged.missing],
      question,
      picture,
      uses: uses.get(id) ?? { own: 0, all: 0 },
    };
  });
}

/**
 * The notice for a contact who is blocked at the provider but not opted out here. Texters are not shown what
 * an automatic opt-out left.
 */
function standingNotice(core: Core, me: Me, row: ConversationDetail): string | null {
  if (row.opt_state !== 'none' || isDiscreet(core.db, me, row.id)) return null;
  return stillBlocked(core.db, row.subject).join(' ') || null;
}

/**
 * Everything that the messenger shows of one conversation, as far as the viewer may see it. @throws CoreError
 * NOT_FOUND
 */
export function readThread(core: Core, me: Me, id: string): Thread {
  const row = readConversation(core.db, me, id);
  const values = draftValues(core, me, row);
  const toSend = row.state === 'to-send';
  return {
    conversation: toConversationRow(row, me),
    region: row.region,
    profile: row.profile,
    contact: {
      ...keptOf(row),
      number: row.number,
      fields: fieldsOf(row),
      zones: knownZones(row),
    },
    senderNumber: row.sender_number,
    initialPicture: toSend && pictureOfCampaign(core.db, row.campaign_id) !== null,
    outgoingPictures: outgoingPictures(core.db, row.region),
    initialDraft: toSend ? draft(row.script, values).text : null,
    replies: repliesFor(core, me, row, values),
    questions: questionsFor(core, me, row, values),
    messages: threadMessages(core.db, me, id),
    events: threadEvents(core.db, me, id, row.subject),
    actions: listActions(core.db, me, { conversationId: id }),
    canSend: canSend(core, me.role, id, toSend ? 'initial' : 'reply'),
    failed: row.opt_state === 'none' && row.state !== 'closed' ? failedText(core.db, id) : null,
    stillBlocked: standingNotice(core, me, row),
    confirmation: offerConfirmation(core, { subject: row.subject, conversationId: id }, me.role === 'texter'),
  };
}
