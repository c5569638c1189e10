import type { Router } from '@orpc/server';
import type { DesksState } from '../../shared/contract/desks.ts';
import type { Contract } from '../../shared/contract/index.ts';
import type { Caller, RpcContext } from './access/context.ts';
import { memberOf } from './access/middleware.ts';
import type { Facts, Ports } from './base/ports.ts';
import type { ConsoleService } from './console/console.ts';
import { createConsole } from './console/console.ts';
import { problemFacts } from './console/facts.ts';
import { textsUnderWay } from './outbox/underWay.ts';
import { router } from './router.ts';

/** What a host gets: everything that it may do with the core. */
export type App = {
  /** Every procedure of the contract; hosts serve it to their callers with `context(caller)`. */
  readonly router: Router<Contract, RpcContext<ConsoleService>>;
  context(caller: Caller): RpcContext<ConsoleService>;
  /** Whether somebody is signed in there; true while no store is open, since nobody can tell. */
  mayBeSignedIn(caller: Caller): boolean;
  /** How other computers reach this console. */
  desks(): Promise<DesksState>;
  /** The window was closed: its sign-in ends. */
  forgetWindow(windowId: string): void;
  /** How many texts wait or are being sent, and facts for a problem report. Nothing about anybody. */
  about(): { readonly underWay: number; readonly facts: Facts };
  /** Finishes what is under way, then closes the store. */
  close(): Promise<void>;
};

/**
 * Makes the core: opens the store that was used last, if there is one and its key is available. The only
 * place that joins the parts.
 */
export async function createApp(ports: Ports): Promise<App> {
  const service = await createConsole(ports);
  return {
    router,
    context: (caller) => ({ services: service, caller }),
    mayBeSignedIn: (caller) =>
      service.core() === null || memberOf({ services: service, caller }, false) !== null,
    desks: () => service.desks.state(),
    forgetWindow: (windowId) => service.sessions.forgetWindow(windowId),
    about: () => {
      const core = service.core();
      // A person who opens the program's menu sits at this computer, and the settings name nobody.
      return { underWay: core ? textsUnderWay(core.db) : 0, facts: problemFacts(service, 'admin') };
    },
    close: () => service.close(),
  };
}
