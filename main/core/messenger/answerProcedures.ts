import { implement } from '@orpc/server';
import type { Me } from '../../../shared/contract/access/session.ts';
import { contract } from '../../../shared/contract/index.ts';
import type { ContactQuestions } from '../../../shared/contract/questions.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { viewerOf } from '../access/viewing.ts';
import { readConversation } from '../conversations/conversation.ts';
import { answerHistory, clearAnswer, recordAnswer } from '../questions/answers.ts';
import type { Core } from '../store/context.ts';
import { questionsFor } from './thread.ts';

const os = implement(contract.answers).$context<RpcContext>().use(translated).use(access).use(signedIn);

const read = (core: Core, me: Me, id: string): ContactQuestions =>
  questionsFor(core, me, readConversation(core.db, me, id));

export const answers = os.router({
  list: os.list.handler(({ context, input }) =>
    read(context.core, viewerOf(context, input.viewAs), input.conversationId),
  ),

  record: os.record.handler(({ context: { core, me }, input }) => {
    core.write((tx) => recordAnswer(tx, me, input));
    return read(core, me, input.conversationId);
  }),

  clear: os.clear.handler(({ context: { core, me }, input }) => {
    core.write((tx) => clearAnswer(tx, me, input.conversationId, input.question));
    return read(core, me, input.conversationId);
  }),

  history: os.history.handler(({ context, input }) =>
    answerHistory(context.core.db, viewerOf(context, input.viewAs), input.conversationId),
  ),
});
