import type { MessagePortMain, UtilityProcess } from 'electron';
import type { Secrets } from '../../core/base/ports.ts';
import { FromCore, type ToCore } from './messages.ts';

export type CoreProcess = {
  /** Hands a window's port to the core. Who the window is, is said here and never by the page. */
  connect(windowId: string, port: MessagePortMain): void;
  forget(windowId: string): void;
  /** Resolves when the core has finished what was under way, or after `patience`. */
  close(patience?: number): Promise<void>;
};

export type CoreEvents = {
  openSecrets(): Promise<Secrets>;
  newWindow(): void;
  ready(webhooks: string): void;
  /** The core could not start, or its process ended by itself. */
  failed(message: string): void;
};

/** The main process's end of the core: starts it, keeps its secrets, passes windows to it. */
export function startCoreProcess(
  child: Pick<UtilityProcess, 'on' | 'once' | 'postMessage' | 'kill'>,
  options: Omit<Extract<ToCore, { kind: 'start' }>, 'kind'>,
  events: CoreEvents,
): CoreProcess {
  const closed = Promise.withResolvers<void>();
  let closing = false;
  let opened: Promise<Secrets> | null = null;
  const post = (message: ToCore, ports: MessagePortMain[] = []) => child.postMessage(message, ports);

  const fulfil = async ({
    act,
    name,
    value,
  }: Extract<FromCore, { kind: 'secret' }>): Promise<string | null> => {
    opened ??= events.openSecrets();
    const secrets = await opened.catch((error: unknown) => {
      // The person may unlock the key store and try again.
      opened = null;
      throw error;
    });
    if (act === 'get') return secrets.get(name);
    if (act === 'set') await secrets.set(name, value);
    if (act === 'delete') await secrets.delete(name);
    return null;
  };

  child.on('message', (raw: unknown) => {
    const message = FromCore.parse(raw);
    if (message.kind === 'ready') events.ready(message.webhooks);
    else if (message.kind === 'failed') events.failed(message.message);
    else if (message.kind === 'new-window') events.newWindow();
    else if (message.kind === 'closed') closed.resolve();
    else {
      const { id } = message;
      fulfil(message).then(
        (value) => post({ kind: 'secret', id, value, problem: null }),
        (error: unknown) => {
          const problem = error instanceof Error ? error.message : String(error);
          post({ kind: 'secret', id, value: null, problem });
        },
      );
    }
  });
  child.once('exit', () => {
    closed.resolve();
    if (!closing)
      events.failed('The core of Heed ended unexpectedly. What was saved is safe; start Heed again.');
  });
  post({ kind: 'start', ...options });

  return {
    connect: (windowId, port) => post({ kind: 'connect', windowId }, [port]),
    forget: (windowId) => post({ kind: 'forget', windowId }),
    close: async (patience = 10_000) => {
      closing = true;
      post({ kind: 'close' });
      const late = setTimeout(() => closed.resolve(), patience);
      await closed.promise;
      clearTimeout(late);
      child.kill();
    },
  };
}
