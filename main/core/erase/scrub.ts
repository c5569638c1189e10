import { forgetAnswers } from '../access/idempotency.ts';
import { scrubActions } from '../actions/actionRecord.ts';
import { removePassedOnOf } from '../campaigns/passedOn.ts';
import { scrubConversations } from '../conversations/conversationRecord.ts';
import { removeDraftsOf } from '../conversations/drafts.ts';
import { scrubTexts } from '../conversations/messageRecord.ts';
import { removeNotesOf } from '../conversations/notes.ts';
import { scrubPrevented } from '../conversations/preventedRecord.ts';
import { removeRemindersOf } from '../conversations/reminders.ts';
import { takeTagsOff } from '../conversations/tags.ts';
import { removeTexterNotesOf } from '../conversations/texterNotes.ts';
import { removeFromLists } from '../lists/savedListRecord.ts';
import { scrubOptOuts } from '../optOuts/optOutRecord.ts';
import { scrubNumberFacts } from '../people/facts.ts';
import { scrubEarly } from '../people/unionRecord.ts';
import { removePicturesOf, removeUnused } from '../pictures/pictureRecord.ts';
import { scrubAnswers } from '../questions/answerRecord.ts';
import { scrubReviews } from '../review/verdictRecord.ts';
import type { Tx } from '../store/context.ts';
import { leftOf } from './left.ts';

/**
 * Removes a person's words, names and number from every row about them. Ids, times and states stay, so that
 * figures keep their denominators, a repeated webhook is recognised, and evidence can still show that nothing
 * left after the request. Each table's own record empties its rows.
 */
export function scrub(tx: Tx, subject: string): void {
  // Before the rows lose what tells whose they are.
  tx.touch('conversations', subject);
  tx.touch('actions', subject);
  // Texts come first: their index can only remove words that the row still has.
  scrubTexts(tx, subject);
  removePicturesOf(tx, subject);
  removeNotesOf(tx, subject);
  removeTexterNotesOf(tx, subject);
  removeDraftsOf(tx, subject);
  removePassedOnOf(tx, subject);
  takeTagsOff(tx, subject);
  removeRemindersOf(tx, subject);
  scrubAnswers(tx, subject);
  scrubConversations(tx, subject);
  removeFromLists(tx, subject);
  scrubNumberFacts(tx, subject);
  scrubPrevented(tx, subject);
  scrubOptOuts(tx, subject);
  scrubReviews(tx, subject);
  scrubActions(tx, subject);
  // A picture of a text that has not come yet.
  if (scrubEarly(tx.db, subject, leftOf) > 0) removeUnused(tx);
  forgetAnswers(tx);
}
