import { implement } from '@orpc/server';
import { type Caller, placeOf, type RpcContext } from '../../main/core/access/context.ts';
import type { App } from '../../main/core/app.ts';
import type { Ports } from '../../main/core/base/ports.ts';
import type { ConsoleService } from '../../main/core/console/console.ts';
import type { Door } from '../../main/core/providers/door.ts';
import type { Batch, WebhookAccess } from '../../main/core/providers/provider.ts';
import { contract } from '../../shared/contract/index.ts';

export type FakeApp = App & {
  readonly ports: Ports;
  readonly webhooks: { readonly connectionId: string; readonly batch: Batch }[];
  readonly forgotten: string[];
  closed(): boolean;
};

/** How the fake core names a caller, so that a test sees whom the host reported. */
const nameOf = (caller: Caller) =>
  caller.kind === 'window' ? `window ${caller.windowId}` : `bearer ${caller.token}`;

/** How the fake core knows the providers of its two connections, c-1 (Bandwidth) and c-2 (Twilio). */
export const TOKEN = 'fixture-auth-token';
export const BASIC = `Basic ${Buffer.from('hook:fixture-password').toString('base64')}`;
const ACCESS = new Map<string, WebhookAccess>([
  ['c-1', { vendor: 'bandwidth', keys: { user: 'hook', password: 'fixture-password' } }],
  ['c-2', { vendor: 'twilio', keys: { token: TOKEN, publicUrl: null } }],
]);

/** Takes every call as soon as it comes. */
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
 * A core of a few procedures, for tests of hosts: `session.state` tells the caller in `organisation`,
 * `session.windowLink` asks the host for a window, `changes.watch` gives one notice and waits, `account.list`
 * fails in a way that nobody meant.
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
    // The rest of the contract is not needed to test a transport.
    router: procedures as unknown as App['router'],
    context: (caller) => ({ services: {} as RpcContext<ConsoleService>['services'], caller }),
    forgetWindow: (windowId) => {
      forgotten.push(windowId);
    },
    about: () => ({ underWay: 3, facts: { console: 'first-run' } }),
    close: async () => {
      closed = true;
    },
  };
}
