import type { Me } from '../../../shared/contract/access/session.ts';
import { readAnyNumber } from '../../../shared/schema/phone.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { readConversation } from '../conversations/conversation.ts';
import type { Core } from '../store/context.ts';

export type Person = {
  readonly subject: string;
  readonly number: string | null;
  readonly conversationId: string | null;
  readonly senderNumberId: string | null;
};

/**
 * The person a request is about: the contact of a conversation, or a number in any format. @throws CoreError
 * NOT_FOUND, INVALID
 */
export function which(
  core: Core,
  me: Me,
  input: { readonly number?: string | undefined; readonly conversationId?: string | undefined },
): Person {
  if (input.conversationId !== undefined) {
    const row = readConversation(core.db, me, input.conversationId);
    return {
      subject: row.subject,
      number: row.number,
      conversationId: row.id,
      senderNumberId: row.sender_number_id,
    };
  }
  const read = readAnyNumber(input.number ?? '', 'US');
  if (!read.ok) throw new CoreError('INVALID', t('core:number.invalid'));
  return { subject: core.subject(read.e164), number: read.e164, conversationId: null, senderNumberId: null };
}
