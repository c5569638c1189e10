import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { guardSentence } from '../../../shared/text/guardText.ts';
import { t } from '../../../shared/text/say.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { CoreError } from '../base/errors.ts';
import { beginTest, endTest, listTests } from './scriptTests.ts';

const os = implement(contract.scriptTest).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const scriptTest = os.router({
  begin: os.begin.handler(({ context: { core, me }, input }) => {
    const { testId, refused } = core.write((tx) => beginTest(core, tx, me, input));
    if (refused !== null)
      throw new ORPCError('GUARD', { status: 409, message: guardSentence(refused), data: { rule: refused } });
    const begun = listTests(core.db, input.campaignId).find(({ id }) => id === testId);
    if (!begun) throw new CoreError('NOT_FOUND', t('core:test.none'));
    return begun;
  }),

  list: os.list.handler(({ context: { core }, input }) => listTests(core.db, input.campaignId)),

  end: os.end.handler(({ context: { core, me }, input }) => {
    core.write((tx) => endTest(core, tx, me.id, input.id));
    return { ok: true };
  }),
});
