import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../errors.ts';
import { one, run } from '../store/statement.ts';
import type { RpcContext } from './context.ts';
import { access, signedIn, translated } from './middleware.ts';

const os = implement(contract.tour).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const tour = os.router({
  state: os.state.handler(({ context: { core, me } }) => {
    if (!core.demo) return null;
    const row = one<{ step: number; done: number }>(
      core.db,
      'SELECT step, done FROM tour WHERE account_id = ?',
      me.id,
    );
    return row ? { step: row.step, done: row.done === 1 } : { step: 0, done: false };
  }),

  // No act about a person or a setting, so none for the ledger.
  update: os.update.handler(({ context: { core, me }, input }) => {
    if (!core.demo) throw new CoreError('CONFLICT', t('core:tour.demoOnly'));
    core.write((tx) => {
      run(
        tx.db,
        `INSERT INTO tour (account_id, step, done) VALUES (?, ?, ?)
         ON CONFLICT (account_id) DO UPDATE SET step = excluded.step, done = excluded.done`,
        me.id,
        input.step,
        input.done ? 1 : 0,
      );
    });
    return { ok: true };
  }),
});
