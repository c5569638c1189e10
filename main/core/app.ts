import type { Router } from '@orpc/server';
import type { Contract } from '../../shared/contract/index.ts';
import type { Caller, RpcContext } from './access/context.ts';
import type { Ports } from './base/ports.ts';
import type { ConsoleService } from './console/console.ts';
import { createConsole } from './console/console.ts';
import { router } from './router.ts';

/** What a host gets: everything it may do with the core. */
export type App = {
  /** Every procedure of the contract; hosts serve it over their transports with `context(caller)`. */
  readonly router: Router<Contract, RpcContext<ConsoleService>>;
  context(caller: Caller): RpcContext<ConsoleService>;
  /** The window is gone: its sign-in ends. */
  forgetWindow(windowId: string): void;
  /** Finishes what is under way, then closes the store. */
  close(): Promise<void>;
};

/**
 * Makes the core: opens the store that was last in use, if there is one and its key can be had. The only
 * place that joins the parts.
 */
export async function createApp(ports: Ports): Promise<App> {
  const console = await createConsole(ports);
  return {
    router,
    context: (caller) => ({ services: console, caller }),
    forgetWindow: (windowId) => console.sessions.forgetWindow(windowId),
    close: () => console.close(),
  };
}
