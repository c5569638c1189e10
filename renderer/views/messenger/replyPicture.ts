import type { Thread, ThreadReply } from '../../../shared/contract/conversations.ts';
import { choosePicture, chosenFor } from '../../state/chosenPictures.ts';

/** Takes the picture of a canned reply off; a file that somebody chose stays. */
export function dropOfReply(conversationId: string): void {
  if (chosenFor(conversationId)?.from === 'reply') choosePicture(conversationId, null);
}

/**
 * The picture of a canned reply goes with its words, where one can be sent; a file that somebody chose stays
 * in its place.
 */
export function chooseOfReply({ conversation, outgoingPictures }: Thread, reply: ThreadReply): void {
  const { id, campaignId } = conversation;
  dropOfReply(id);
  if (reply.picture === null || outgoingPictures.whyNot !== '' || chosenFor(id) !== undefined) return;
  choosePicture(id, { ...reply.picture, from: 'reply', campaignId, replyId: reply.id, title: reply.title });
}
