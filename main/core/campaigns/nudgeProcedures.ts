import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { listNudges, markNudgeSeen, sendNudges } from './nudges.ts';

const os = implement(contract.nudge).$context<RpcContext>().use(translated).use(access).use(signedIn);
const OK = { ok: true } as const;

export const nudge = os.router({
  send: os.send.handler(({ context: { core, me }, input }) => {
    core.write((tx) => sendNudges(core, tx, me.id, input));
    return OK;
  }),
  list: os.list.handler(({ context: { core, me } }) => listNudges(core.db, me)),
  seen: os.seen.handler(({ context: { core, me }, input }) => {
    core.write((tx) => markNudgeSeen(tx, me, input.id));
    return OK;
  }),
});
