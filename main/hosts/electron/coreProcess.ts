import type { MessagePortMain, UtilityProcess } from 'electron';
import { keep, written } from '../../../shared/text/stored.ts';
import { KeyStoreError, type Secrets } from '../../core/base/ports.ts';
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
  /** The core could not start, and why, as a stored sentence. Nothing else is heard of this process. */
  failed(problem: string): void;
  /** Its process ended by itself, after it was ready. Nothing else is heard of this process. */
  ended(): void;
};

/** The main process's end of the core: starts it, keeps its secrets, passes windows to it. */
export function startCoreProcess(
  child: Pick<UtilityProcess, 'on' | 'once' | 'postMessage' | 'kill'>,
  options: Omit<Extract<ToCore, { kind: 'start' }>, 'kind'>,
  events: CoreEvents,
): CoreProcess {
  const closed = Promise.withResolvers<void>();
  /** Where it stands: whoever has heard of its end need not hear of it again. */
  let state: 'starting' | 'ready' | 'over' = 'starting';
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

  const fail = (problem: string) => {
    if (state === 'over') return;
    state = 'over';
    events.failed(problem);
  };

  child.on('message', (raw: unknown) => {
    const message = FromCore.parse(raw);
    if (message.kind === 'ready') {
      if (state !== 'starting') return;
      state = 'ready';
      events.ready(message.webhooks);
    } else if (message.kind === 'failed') fail(message.problem);
    else if (message.kind === 'new-window') events.newWindow();
    else if (message.kind === 'closed') closed.resolve();
    else {
      const { id } = message;
      fulfil(message).then(
        (value) => post({ kind: 'secret', id, value, problem: null }),
        (error: unknown) => {
          const problem = error instanceof KeyStoreError ? error.kept : written(String(error));
          post({ kind: 'secret', id, value: null, problem });
        },
      );
    }
  });
  child.once('exit', () => {
    closed.resolve();
    if (state === 'starting') fail(keep('desktop:core.noStart'));
    else if (state === 'ready') {
      state = 'over';
      events.ended();
    }
  });
  post({ kind: 'start', ...options });

  return {
    connect: (windowId, port) => post({ kind: 'connect', windowId }, [port]),
    forget: (windowId) => post({ kind: 'forget', windowId }),
    close: async (patience = 10_000) => {
      state = 'over';
      post({ kind: 'close' });
      const late = setTimeout(() => closed.resolve(), patience);
      await closed.promise;
      clearTimeout(late);
      child.kill();
    },
  };
}
