import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { viewerOf } from '../access/viewing.ts';
import { markNoteSeen, notesSent, notesTo, writeToTexter } from '../conversations/texterNotes.ts';

const os = implement(contract.texterNote).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const texterNote = os.router({
  mine: os.mine.handler(({ context, input }) => notesTo(context.core.db, viewerOf(context, input.viewAs))),

  seen: os.seen.handler(({ context: { core, me }, input }) => {
    core.write((tx) => markNoteSeen(core, tx, me, input.id));
    return { ok: true };
  }),

  sent: os.sent.handler(({ context: { core }, input }) => notesSent(core.db, input)),

  write: os.write.handler(({ context: { core, me }, input }) =>
    core.write((tx) => writeToTexter(core, tx, { ...input, actorId: me.id })),
  ),
});
