import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { viewerOf } from '../access/viewing.ts';
import { lookUpList, lookUpNumber } from './lookUpNumber.ts';

const os = implement(contract.lookup).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const lookup = os.router({
  number: os.number.handler(({ context, input }) =>
    lookUpNumber(context.core, viewerOf(context, input.viewAs), input.number),
  ),
  list: os.list.handler(({ context, input }) =>
    lookUpList(context.core, viewerOf(context, input.viewAs), input.text),
  ),
});
