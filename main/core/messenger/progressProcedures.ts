import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { viewerOf } from '../access/viewing.ts';
import { readProgress } from './progress.ts';

const os = implement(contract.progress).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const progress = os.router({
  read: os.read.handler(({ context, input }) =>
    readProgress(context.core.db, viewerOf(context, input.viewAs), context.core.ports.clock.now()),
  ),
});
