import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { viewerOf } from '../desk/viewing.ts';
import type { RpcContext } from './context.ts';
import { lookUpList, lookUpNumber } from './lookUpNumber.ts';
import { access, signedIn, translated } from './middleware.ts';

const os = implement(contract.lookup).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const lookup = os.router({
  number: os.number.handler(({ context: { core, me }, input }) =>
    lookUpNumber(core, viewerOf(core.db, me, input.viewAs), input.number),
  ),
  list: os.list.handler(({ context: { core, me }, input }) =>
    lookUpList(core, viewerOf(core.db, me, input.viewAs), input.text),
  ),
});
