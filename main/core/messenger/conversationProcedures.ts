import { implement, ORPCError } from '@orpc/server';
import type { Me } from '../../../shared/contract/access/session.ts';
import type { Warning, WarningCode } from '../../../shared/contract/base/warning.ts';
import type { ThreadMessage } from '../../../shared/contract/conversations.ts';
import { contract } from '../../../shared/contract/index.ts';
import { guardSentence } from '../../../shared/text/guardText.ts';
import { oneCharacter } from '../../../shared/text/oneCharacter.ts';
import { t } from '../../../shared/text/say.ts';
import { fieldsIn } from '../../../shared/text/template.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { viewerOf } from '../access/viewing.ts';
import { countActions } from '../actions/list.ts';
import { CoreError } from '../base/errors.ts';
import { warning } from '../base/warnings.ts';
import { countUse, pictureOfReply } from '../conversations/cannedReplies.ts';
import { type ConversationDetail, readConversation } from '../conversations/conversation.ts';
import { countConversations, listConversations } from '../conversations/conversationList.ts';
import { countByCampaign, noCounts } from '../conversations/counts.ts';
import { forgetDraft } from '../conversations/drafts.ts';
import { draft } from '../conversations/mergedText.ts';
import { threadMessages } from '../conversations/thread.ts';
import { nextWaiting } from '../conversations/waits.ts';
import { closeConversation, giveConversation, reopenConversation } from '../decisions/conversation.ts';
import { optOutByHand, undoOptOut } from '../decisions/optOutByHand.ts';
import { cancelMessage } from '../outbox/cancel.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { heldReplies } from '../outbox/held.ts';
import { countStops } from '../people/urgency.ts';
import type { CleanPicture } from '../pictures/clean/clean.ts';
import { noPicturesTo, pictureOfCampaign, pictureToSend } from '../pictures/outgoing.ts';
import type { Core, Tx } from '../store/context.ts';
import type { Reader } from '../store/types.ts';
import { draftValues, readThread } from './thread.ts';

const os = implement(contract.conversation).$context<RpcContext>().use(translated).use(access).use(signedIn);
const OK = { ok: true } as const;
/** Nobody reads on further; the screen shows “1,000+”. */
const COUNTED = 1000;

type Sent = {
  id: string;
  kind: 'initial' | 'reply';
  body: string;
  holdSeconds?: number;
  picture?: CleanPicture | { readonly pictureId: string } | null;
  /** Warnings about the words themselves. */
  warnings?: readonly Warning[];
  confirmed: readonly WarningCode[];
  /** The canned reply that it began as. */
  used?: { readonly replyId: string; readonly campaignId: string } | undefined;
};

/**
 * Queues a text, with other writes of this moment. `read` finds out in the transaction what is sent. What the
 * guard stops is recorded first, then reported.
 */
async function send(core: Core, me: Me, read: (tx: Tx) => Sent): Promise<{ message: ThreadMessage }> {
  // Planned before it, so that it is claimed in the transaction in which it is queued.
  core.wake();
  const { id, result } = await core.together.later((tx) => {
    const { id: conversationId, used, ...sent } = read(tx);
    const queued = enqueue(core, tx, { ...sent, conversationId, authorId: me.id });
    // The draft is deleted at once, so that nobody finds it and sends it twice.
    if (queued.ok && sent.kind === 'reply') {
      forgetDraft(tx, me.id, conversationId);
      if (used !== undefined) countUse(tx, used.replyId, used.campaignId, me.id);
    }
    return { id: conversationId, result: queued };
  });
  if (!result.ok) {
    throw new ORPCError('GUARD', {
      status: 409,
      message: guardSentence(result.rule),
      data: { rule: result.rule },
    });
  }
  const [message] = threadMessages(core.db, me, id, result.messageId);
  if (!message) throw new CoreError('NOT_FOUND', t('core:conversation.none'));
  return { message };
}

/** The picture that a canned reply has, if it is still the one that its sender saw. */
function pictureOf(
  db: Reader,
  { region, campaign_id }: ConversationDetail,
  { replyId, hash }: { readonly replyId: string; readonly hash: string },
): { readonly pictureId: string } {
  const whyNot = noPicturesTo(region);
  if (whyNot !== '') throw new CoreError('CONFLICT', whyNot);
  const kept = pictureOfReply(db, campaign_id, replyId);
  if (kept?.hash !== hash) throw new CoreError('CONFLICT', t('pictures:replyChanged'));
  return { pictureId: kept.pictureId };
}

/**
 * Warnings before a reply is sent: a single character is seldom what somebody wanted to write, and a field in
 * braces stands where a template found nothing to say.
 */
function replyWarnings(body: string): Warning[] {
  const one = oneCharacter(body);
  if (one !== null) return [warning(one === 'emoji' ? 'one-emoji' : 'one-character', { text: body })];
  const fields = fieldsIn(body).map((name) => `{${name}}`);
  return fields.length === 0 ? [] : [warning('empty-field', { fields: fields.join(', ') })];
}

export const conversation = os.router({
  list: os.list.handler(({ context, input: { viewAs, ...query } }) =>
    listConversations(context.core.db, viewerOf(context, viewAs), query, context.core.subject),
  ),

  total: os.total.handler(({ context, input: { viewAs, ...filter } }) =>
    countConversations(context.core.db, viewerOf(context, viewAs), filter, context.core.subject, COUNTED),
  ),

  counts: os.counts.handler(({ context, input }) => {
    const me = viewerOf(context, input.viewAs);
    const campaignId = input.campaignId ?? null;
    const total = noCounts();
    for (const counts of countByCampaign(context.core.db, me, campaignId).values()) {
      for (const key of ['toSend', 'toAnswer', 'waiting', 'closed', 'optedOut', 'onHold'] as const) {
        total[key] += counts[key];
      }
    }
    const { toSend, toAnswer, waiting, closed, optedOut, onHold } = total;
    const actions = countActions(context.core.db, me, campaignId);
    const { core } = context;
    const stops =
      me.role === 'texter' ? { waiting: 0, overdue: 0 } : countStops(core.db, core.ports.clock.now());
    const failed = countConversations(
      core.db,
      me,
      { failed: true, state: 'waiting', ...(campaignId === null ? {} : { campaignId }) },
      core.subject,
      COUNTED,
    );
    return {
      toSend,
      toAnswer,
      waiting,
      closed,
      optedOut,
      onHold,
      actions,
      stops: stops.waiting,
      stopsOverdue: stops.overdue,
      failed: failed.count,
      failedMore: failed.more,
    };
  }),

  next: os.next.handler(({ context: { core, me }, input }) => nextWaiting(core.db, me, input)),

  held: os.held.handler(({ context: { core, me } }) => heldReplies(core.db, me, core.ports.clock.now())),

  get: os.get.handler(({ context, input }) =>
    readThread(context.core, viewerOf(context, input.viewAs), input.id),
  ),

  sendInitial: os.sendInitial.handler(({ context: { core, me }, input }) =>
    send(core, me, (tx) => {
      const row = readConversation(tx.db, me, input.id);
      const { text, missing } = draft(row.script, draftValues(core, me, row));
      if (missing.length > 0) {
        const names = missing.map((name) => `{${name}}`).join(', ');
        throw new CoreError('INVALID', t('core:conversation.missingFields', { names }));
      }
      const picture = pictureOfCampaign(tx.db, row.campaign_id);
      return { id: input.id, kind: 'initial', body: text, picture, confirmed: input.confirmed };
    }),
  ),

  send: os.send.handler(({ context: { core, me }, input }) => {
    const { replyId, picture: file, replyPicture, ...sent } = input;
    if (file !== undefined && replyPicture !== undefined)
      throw new CoreError('INVALID', t('pictures:oneOnly'));
    const { region } = readConversation(core.db, me, input.id);
    // Looked at before, since that can take long.
    const chosen = file === undefined ? null : pictureToSend(Buffer.from(file, 'base64'), region);
    return send(core, me, (tx) => {
      const row = readConversation(tx.db, me, input.id);
      if (row.state === 'to-send') throw new CoreError('CONFLICT', t('core:conversation.initialFirst'));
      const picture = replyPicture === undefined ? chosen : pictureOf(tx.db, row, replyPicture);
      const used = replyId === undefined ? undefined : { replyId, campaignId: row.campaign_id };
      return { ...sent, kind: 'reply', picture, warnings: replyWarnings(input.body), used };
    });
  }),

  cancel: os.cancel.handler(({ context: { core, me }, input }) => {
    core.write((tx) => cancelMessage(core, tx, me, input.id));
    return OK;
  }),

  optOut: os.optOut.handler(({ context: { core, me }, input }) =>
    core.write((tx) => {
      const row = readConversation(tx.db, me, input.id);
      return optOutByHand(core, tx, me, {
        subject: row.subject,
        number: row.number,
        conversationId: row.id,
        senderNumberId: row.sender_number_id,
        quick: input.quick,
        reason: input.reason,
        confirmation: input.confirmation,
        confirmed: input.confirmed,
      });
    }),
  ),

  undoOptOut: os.undoOptOut.handler(({ context: { core, me }, input }) => ({
    ok: true,
    note: core.write((tx) => undoOptOut(core, tx, me, input.id)),
  })),

  close: os.close.handler(({ context: { core, me }, input }) => {
    core.write((tx) => closeConversation(core, tx, me, input.id, input.outcome));
    return OK;
  }),

  reopen: os.reopen.handler(({ context: { core, me }, input }) => {
    core.write((tx) => reopenConversation(core, tx, me, input.id));
    return OK;
  }),

  assign: os.assign.handler(({ context: { core, me }, input }) => {
    core.write((tx) => giveConversation(core, tx, me, input.id, input.texterId));
    return OK;
  }),
});
