import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { one } from '../store/statement.ts';
import { setTour } from './tourRecord.ts';

const os = implement(contract.tour).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const tour = os.router({
  // The demo shows the tour by itself, and so does the first sign-in of whoever joined by a link; others
  // start it from the account menu.
  state: os.state.handler(({ context: { core, me } }) => {
    const row = one<{ step: number; done: number }>(
      core.db,
      'SELECT step, done FROM tour WHERE account_id = ?',
      me.id,
    );
    return row ? { step: row.step, done: row.done === 1 } : { step: 0, done: !core.demo };
  }),

  // This is no act about a person or a setting, so it is not in the ledger.
  update: os.update.handler(({ context: { core, me }, input }) => {
    core.write((tx) => setTour(tx, me.id, input));
    return { ok: true };
  }),
});
