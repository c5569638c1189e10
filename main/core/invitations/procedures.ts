import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/text/say.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { CoreError } from '../base/errors.ts';
import type { Desks } from '../desks/service.ts';
import { listInvitations, listJoinRequests } from './invitations.ts';
import { inDays, invite, inviteForCampaign, inviteMany, linkTo, takeBack } from './invite.ts';
import { accept, answerTo, decide, look } from './join.ts';

/** What these procedures need of the console. */
type Service = { readonly desks: Desks };

const admins = implement(contract.invitation)
  .$context<RpcContext<Service>>()
  .use(translated)
  .use(access)
  .use(signedIn);
const anybody = implement(contract.join).$context<RpcContext>().use(translated).use(access);

const OK = { ok: true } as const;

/** Who may come in is for a person to decide, not for a program. */
function mustBePerson(keyId: string | null): void {
  if (keyId !== null) throw new CoreError('FORBIDDEN', t('accounts:personOnly'));
}

export const invitation = admins.router({
  list: admins.list.handler(({ context: { core } }) => listInvitations(core.db, core.ports.clock.now())),

  create: admins.create.handler(async ({ context: { core, me, keyId, services }, input }) => {
    mustBePerson(keyId);
    const link = linkTo(await services.desks.state());
    const { days, ...who } = input;
    const { id, token } = invite(core, me.id, { ...who, expiresAt: inDays(core, days) });
    return { id, link: link(token) };
  }),

  createMany: admins.createMany.handler(async ({ context: { core, me, keyId, services }, input }) => {
    mustBePerson(keyId);
    const link = linkTo(await services.desks.state());
    const { text, days, ...each } = input;
    return inviteMany(core, me.id, text, { ...each, expiresAt: inDays(core, days) }, link);
  }),

  createForCampaign: admins.createForCampaign.handler(
    async ({ context: { core, me, keyId, services }, input }) => {
      mustBePerson(keyId);
      const link = linkTo(await services.desks.state());
      const { id, token } = inviteForCampaign(core, me.id, input);
      return { id, link: link(token) };
    },
  ),

  revoke: admins.revoke.handler(({ context: { core, me }, input }) => {
    core.write((tx) => takeBack(core, tx, me.id, input.id));
    return OK;
  }),

  requests: admins.requests.handler(({ context: { core } }) => listJoinRequests(core.db)),

  admit: admins.admit.handler(({ context: { core, me, keyId }, input }) => {
    mustBePerson(keyId);
    core.write((tx) => decide(core, tx, me.id, input.id, true));
    return OK;
  }),

  refuse: admins.refuse.handler(({ context: { core, me }, input }) => {
    core.write((tx) => decide(core, tx, me.id, input.id, false));
    return OK;
  }),
});

export const join = anybody.router({
  look: anybody.look.handler(({ context, input, errors }) => {
    const core = context.services.core();
    if (!core) throw errors.UNAVAILABLE();
    return look(core, input.token);
  }),

  accept: anybody.accept.handler(async ({ context, input, errors }) => {
    const core = context.services.core();
    if (!core) throw errors.UNAVAILABLE();
    const { caller, services } = context;
    const joined = await accept(core, caller, input);
    if ('request' in joined) return { state: 'waiting', request: joined.request };
    if (caller.kind === 'window' && joined.session !== null)
      services.sessions.bindWindow(caller.windowId, joined.session);
    return { state: 'joined', me: joined.me };
  }),

  answer: anybody.answer.handler(({ context, input, errors }) => {
    const core = context.services.core();
    if (!core) throw errors.UNAVAILABLE();
    return { state: answerTo(core, input.request) };
  }),
});
