import type { CoreEvents, CoreProcess } from './coreProcess.ts';

/** Milliseconds. A core that dies twice within this time is started again only by a person. */
const SOON = 60_000;

export type CoreWatchdog = Pick<CoreProcess, 'connect' | 'forget' | 'ask' | 'desktopChanged'> & {
  /** Starts the core again, because the person asked for it. */
  start(): void;
  /** Resolves to whether the core ended properly, or there was none. */
  close(): Promise<boolean>;
};

export type WatchdogEvents = Pick<CoreEvents, 'openSecrets' | 'newWindow' | 'desktop' | 'failed'> & {
  /** The core is ready; `again`: it was restarted after one that died. */
  ready(again: boolean): void;
  /** The core died a second time within a minute: nothing runs until `start` is called. */
  diedTwice(): void;
};

/**
 * Keeps a core running: one that dies is started again, once a minute at most. Windows may ask for it at any
 * time; their calls wait in the port until it is ready. Windows stay signed in: the next core is told who
 * was, and this process alone keeps it, in memory. `now` in milliseconds.
 */
export function watchCore(
  begin: (events: CoreEvents, signIns: Readonly<Record<string, string>>) => CoreProcess,
  events: WatchdogEvents,
  now: () => number = Date.now,
): CoreWatchdog {
  let current: CoreProcess | null = null;
  let diedAt = Number.NEGATIVE_INFINITY;
  let again = false;
  const signIns = new Map<string, string>();

  const start = () => {
    const coreEvents: CoreEvents = {
      openSecrets: events.openSecrets,
      newWindow: events.newWindow,
      signedIn: (windowId, token) => {
        if (token === null) signIns.delete(windowId);
        else signIns.set(windowId, token);
      },
      desktop: events.desktop,
      ready: () => {
        events.ready(again);
        again = true;
      },
      failed: events.failed,
      ended: () => {
        const soon = now() - diedAt < SOON;
        diedAt = now();
        if (!soon) return start();
        current = null;
        return events.diedTwice();
      },
    };
    current = begin(coreEvents, Object.fromEntries(signIns));
  };
  start();
  return {
    start,
    connect: (windowId, port) => {
      if (current === null) port.close();
      else current.connect(windowId, port);
    },
    forget: (windowId) => {
      signIns.delete(windowId);
      current?.forget(windowId);
    },
    ask: async () => (await current?.ask()) ?? null,
    desktopChanged: () => current?.desktopChanged(),
    close: async () => (await current?.close()) ?? true,
  };
}
