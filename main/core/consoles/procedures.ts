import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { givePassword } from '../accounts/again.ts';
import { proven } from '../accounts/proven.ts';
import type { Consoles } from './service.ts';
import type { SnapshotProgress } from './snapshot.ts';

/** What these procedures need of the console. */
type Service = {
  consoles(): Consoles;
  joinConsoles(code: string, keyStorePassphrase: string | null): Promise<void>;
  joining(): SnapshotProgress | null;
};

const os = implement(contract.consoles).$context<RpcContext<Service>>().use(translated).use(access);
const OK = { ok: true } as const;

export const consoles = os.router({
  state: os.state.use(signedIn).handler(({ context }) => context.services.consoles().state()),
  check: os.check.use(signedIn).handler(({ context, input }) => context.services.consoles().check(input)),
  begin: os.begin.use(signedIn).handler(async ({ context: { services, me }, input }) => {
    await services.consoles().begin(me.id, input);
    return services.consoles().state();
  }),
  invite: os.invite.use(signedIn).handler(async ({ context: { services, core, me }, input }) => {
    proven(core, await givePassword(core, me.id, input.password));
    return services.consoles().invite(me.id, input.name);
  }),
  handOver: os.handOver.use(signedIn).handler(async ({ context: { services, me }, input }) => {
    await services.consoles().handOver(me.id, input.id);
    return services.consoles().state();
  }),
  remove: os.remove.use(signedIn).handler(async ({ context: { services, me }, input }) => {
    await services.consoles().remove(me.id, input.id);
    return services.consoles().state();
  }),
  timesApart: os.timesApart.use(signedIn).handler(({ context }) => context.services.consoles().timesApart()),
  timeApart: os.timeApart
    .use(signedIn)
    .handler(({ context, input }) => context.services.consoles().timeApart(input.id)),
  join: os.join.handler(async ({ context: { services }, input }) => {
    await services.joinConsoles(input.code, input.keyStorePassphrase ?? null);
    return OK;
  }),
  joining: os.joining.handler(({ context }) => context.services.joining()),
});
