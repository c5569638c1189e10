import { ORPCError } from '@orpc/client';
import { createRouterClient, type RouterClient } from '@orpc/server';
import type { Caller } from '../../main/core/access/context.ts';
import { startSession } from '../../main/core/access/sessions.ts';
import { createWindowSignIns } from '../../main/core/access/windowSignIns.ts';
import { createBackupService } from '../../main/core/backup/backupService.ts';
import { CoreError } from '../../main/core/base/errors.ts';
import { createImports, type Imports } from '../../main/core/campaigns/imports.ts';
import type { ConsoleService, Phase } from '../../main/core/console/console.ts';
import type { Consoles } from '../../main/core/consoles/service.ts';
import { ALONE } from '../../main/core/consoles/stateOf.ts';
import { createDesks, type Desks } from '../../main/core/desks/service.ts';
import { mayChangeKey } from '../../main/core/keys/mayChange.ts';
import { createReports } from '../../main/core/reports/service.ts';
import { router } from '../../main/core/router.ts';
import { StoreError } from '../../main/core/store/types.ts';
import type { Role } from '../../shared/schema/words.ts';
import { written } from '../../shared/text/stored.ts';
import { type TestCore, type TestCoreOptions, testCore } from './core.ts';
import { account } from './seed.ts';

export type Client = RouterClient<typeof router>;

const CLOSED: Phase = 'first-run';

/** Desks as they are while other computers come in at this address, without a listener. */
function desksReached(url: string): Desks {
  const settings = {
    on: true,
    way: 'heed-certificate',
    port: 8443,
    url,
    certFile: '',
    keyFile: '',
    proxy: '',
  } as const;
  const certificate = { names: ['127.0.0.1'], from: 0, until: 1, fingerprint: 'AB:CD', pin: '01:FF' };
  const state = {
    settings,
    certificate,
    given: false,
    able: true,
    listening: true,
    problem: '',
    suggestions: [],
  };
  return { ...createDesks(), state: async () => state };
}

/** A console around an open core, or without one. `asked` notes what it was asked to do. */
function fakeConsole(
  { core, ports }: TestCore,
  open: boolean,
  desksAt: string | null,
): ConsoleService & { readonly asked: string[] } {
  const asked: string[] = [];
  const backups = createBackupService(core);
  const reports = createReports(core);
  const refuseAlone = async () => {
    throw new CoreError('CONFLICT', 'This console is alone.');
  };
  const alone: Consoles = {
    state: async () => ALONE,
    timesApart: async () => [],
    timeApart: async () => {
      throw new CoreError('NOT_FOUND', 'There is none.');
    },
    check: async () => ({ checks: [], ready: false }),
    begin: refuseAlone,
    invite: refuseAlone,
    handOver: refuseAlone,
    remove: refuseAlone,
    start: () => undefined,
    stop: async () => undefined,
  };
  const desks = desksAt === null ? createDesks() : desksReached(desksAt);
  let imports: Imports | null = null;
  let phase: Phase = open ? 'open' : CLOSED;
  const note = (what: string) => async () => {
    asked.push(what);
  };
  return {
    asked,
    ports,
    sessions: createWindowSignIns(),
    core: () => (phase === 'open' ? core : null),
    phase: () => phase,
    problem: () => null,
    startDemo: note('startDemo'),
    leaveDemo: async () => {
      asked.push('leaveDemo');
      phase = CLOSED;
    },
    setUp: note('setUp'),
    unlock: note('unlock'),
    retry: note('retry'),
    testConnection: async () => ({ ok: true, detail: written('Fine.') }),
    askRegistrations: note('askRegistrations'),
    reloadConnections: note('reloadConnections'),
    practice: {
      open: note('practice.open'),
      make: note('practice.make'),
      reply: () => void asked.push('practice.reply'),
      close: note('practice.close'),
    },
    desks,
    imports: () => {
      imports ??= createImports(core);
      return imports;
    },
    backups: () => backups,
    reports: () => reports,
    consoles: () => alone,
    joinConsoles: note('joinConsoles'),
    joining: () => null,
    changeKey: async () => mayChangeKey({ core, backups }),
    keyChange: () => null,
    lostBackups: () => [],
    bringing: () => null,
    restoreLost: async () => {
      throw new StoreError('busy', written('A store is open.'), written('Sign in instead.'));
    },
    importNew: async () => {
      throw new StoreError('busy', written('Heed is set up already.'), written('Sign in instead.'));
    },
    close: note('close'),
  };
}

/** A type with a name, since the compiler cannot write out the client's. */
export type TestApi = TestCore & {
  readonly console: ConsoleService & { readonly asked: string[] };
  readonly via: (caller: Caller) => Client;
  /** A caller who is not signed in. */
  readonly anybody: Client;
  readonly tokenFor: (accountId: string) => string;
  /** Signed in as an account. */
  readonly as: (accountId: string) => Client;
  /** Signed in at a desk. */
  readonly atDesk: (accountId: string) => Client;
  /** A new account of a role, signed in. */
  readonly newcomer: (role: Role, name?: string) => { readonly id: string; readonly client: Client };
};

/** A window on another computer; the same name is the same browser there. */
export const deskCaller = (name: string, address = '203.0.113.7') =>
  ({ kind: 'desk', token: `cookie of ${name}`, address, device: 'Firefox, Linux' }) as const;

/** The whole contract over a core in memory, to be called as anybody. */
export function testApi(
  options: TestCoreOptions & {
    readonly open?: boolean;
    readonly made?: TestCore;
    /** The address at which desks come in; none: desks are off. */
    readonly desksAt?: string;
  } = {},
): TestApi {
  const made = options.made ?? testCore(options);
  const service = fakeConsole(made, options.open ?? true, options.desksAt ?? null);
  const via = (caller: Caller): Client =>
    createRouterClient(router, { context: { services: service, caller } });
  const tokenFor = (accountId: string) => made.core.write((tx) => startSession(made.core, tx, accountId));
  return {
    ...made,
    console: service,
    via,
    anybody: via({ kind: 'bearer', token: null }),
    tokenFor,
    as: (accountId: string) => via({ kind: 'bearer', token: tokenFor(accountId) }),
    atDesk: (accountId: string) => {
      const caller = deskCaller(accountId);
      made.core.write((tx) => startSession(made.core, tx, accountId, caller));
      return via(caller);
    },
    newcomer: (role: Role, name?: string) => {
      const id = account(made.core, name === undefined ? { role } : { role, name });
      return { id, client: via({ kind: 'bearer', token: tokenFor(id) }) };
    },
  };
}

/** Code and sentence of the error that a call ends with; fails when it ends well. */
export async function refusal(call: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ORPCError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('The call was expected to be refused, but it was answered.');
}
