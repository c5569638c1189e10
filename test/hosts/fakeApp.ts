import { implement } from '@orpc/server';
import { type Caller, placeOf, type RpcContext } from '../../main/core/access/context.ts';
import type { App } from '../../main/core/app.ts';
import type { Ports } from '../../main/core/base/ports.ts';
import type { ConsoleService } from '../../main/core/console/console.ts';
import { createDesks } from '../../main/core/desks/service.ts';
import type { Door } from '../../main/core/providers/door.ts';
import type { Batch, WebhookAccess } from '../../main/core/providers/provider.ts';
import { contract } from '../../shared/contract/index.ts';

export type FakeApp = App & {
  readonly ports: Ports;
  readonly webhooks: { readonly connectionId: string; readonly batch: Batch }[];
  readonly forgotten: string[];
  closed(): boolean;
};

/** The fake core's name for a caller, from which a test sees whom the host reported. */
const nameOf = (caller: Caller) =>
  caller.kind === 'window' ? `window ${caller.windowId}` : `bearer ${caller.token}`;

/** The providers of the fake core's two connections, c-1 (Bandwidth) and c-2 (Twilio). */
export const TOKEN = 'fixture-auth-token';
export const BASIC = `Basic ${Buffer.from('hook:fixture-password').toString('base64')}`;
const ACCESS = new Map<string, WebhookAccess>([
  ['c-1', { vendor: 'bandwidth', keys: { user: 'hook', password: 'fixture-password' } }],
  ['c-2', { vendor: 'twilio', keys: { token: TOKEN, publicUrl: null } }],
]);

/** Takes in every webhook as soon as it comes. */
function attend(door: Door | undefined, webhooks: FakeApp['webhooks']): void {
  door?.attend({
    arrived: () => {
      for (const { id, connectionId, batch } of door.take()) {
        webhooks.push({ connectionId, batch });
        door.answer(id, { status: 200, body: '<Response/>', contentType: 'text/xml' });
      }
    },
    refused: () => {},
    broken: () => {},
  });
  door?.admit(ACCESS);
}

/**
 * A core with a few procedures, for tests of hosts: `session.state` returns the caller as `organisation`,
 * `session.windowLink` asks the host for a window, `changes.watch` sends one notice and waits,
 * `account.list` fails with an unexpected error.
 */
export function fakeApp(ports: Ports): FakeApp {
  const os = implement(contract).$context<RpcContext<ConsoleService>>();
  const webhooks: FakeApp['webhooks'] = [];
  const forgotten: string[] = [];
  let closed = false;
  attend(ports.door, webhooks);
  const procedures = {
    session: {
      state: os.session.state.handler(({ context }) => ({
        phase: 'first-run' as const,
        place: placeOf(context.caller),
        problem: null,
        keyStore: ports.keyStore.kind,
        passphraseGiven: false,
        demo: false,
        organisation: nameOf(context.caller),
        me: null,
        duty: null,
        viewing: null,
        demoAccounts: [],
        idleLockMinutes: 15,
        autoOptOut: true,
      })),
      signIn: os.session.signIn.handler(({ input }) => ({
        me: { id: '1', login: input.login, name: 'Ada', role: 'admin' as const },
        token: 'token-1',
        recovered: null,
      })),
      windowLink: os.session.windowLink.handler(() => ({ url: ports.newWindow() ?? '' })),
    },
    account: {
      list: os.account.list.handler(() => {
        throw new TypeError('+447700900123 cannot be read');
      }),
    },
    changes: {
      watch: os.changes.watch.handler(async function* ({ signal }) {
        yield { topics: ['session' as const] };
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      }),
    },
  };
  return {
    ports,
    webhooks,
    forgotten,
    closed: () => closed,
    // A transport can be tested without the rest of the contract.
    router: procedures as unknown as App['router'],
    context: (caller) => ({ services: {} as RpcContext<ConsoleService>['services'], caller }),
    mayBeSignedIn: (caller) => caller.kind === 'desk' && caller.token.startsWith('known'),
    desks: () => createDesks().state(),
    forgetWindow: (windowId) => {
      forgotten.push(windowId);
    },
    about: () => ({ underWay: 3, facts: { console: 'first-run' } }),
    close: async () => {
      closed = true;
    },
  };
}
