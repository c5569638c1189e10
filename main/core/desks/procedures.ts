import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import type { Desks } from './service.ts';

/** What these procedures need of the console. */
type Service = { readonly desks: Desks };

const os = implement(contract.desks)
  .$context<RpcContext<Service>>()
  .use(translated)
  .use(access)
  .use(signedIn);

export const desks = os.router({
  state: os.state.handler(({ context }) => context.services.desks.state()),
  change: os.change.handler(({ context: { services, core, me }, input }) =>
    services.desks.change(core, me.id, input),
  ),
});
