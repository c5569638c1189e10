import type { MessagePortMain, UtilityProcess } from 'electron';

import type { Desktop } from '../../../shared/contract/console/computer.ts';
import { keep, type Stored, written } from '../../../shared/text/stored.ts';

import { KeyStoreError, type Secrets } from '../../core/base/ports.ts';
import { type About, FromCore, type ToCore } from './messages.ts';
import { createQuestions } from './questions.ts';

/** Milliseconds to wait for an answer, since a person sits before a dialog. */
const PATIENCE = 2000;

export type CoreProcess = {
  /** Passes a window's port to the core, with the window's id, which the page cannot choose. */
  connect(windowId: string, port: MessagePortMain): void;
  forget(windowId: string): void;
  /** What the core reports of itself; null where it does not answer within two seconds. */
  ask(): Promise<About | null>;
  /** Settings of this computer, or an update, have changed: the windows ask again. */
  desktopChanged(): void;
  /** Resolves when the core has finished, or after `patience`, to whether it ended properly. */
  close(patience?: number): Promise<boolean>;
};

export type CoreEvents = {
  openSecrets(): Promise<Secrets>;
  newWindow(): void;
  /** A window was signed in with this token; null: no longer. */
  signedIn(windowId: string, token: string | null): void;
  /** Somebody asks for, or changes, what the desktop program does by itself. */
  desktop(act: Extract<FromCore, { kind: 'desktop' }>): Desktop;
  ready(webhooks: string): void;
  /** The core could not start: why, as a stored sentence. The last event of this process. */
  failed(problem: Stored): void;
  /** Its process ended by itself after it was ready. The last event of this process. */
  ended(): void;
};

/** The result; null where it throws. */
function done<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** The main process's end of the core: starts it, keeps its secrets, passes windows to it. */
export function startCoreProcess(
  child: Pick<UtilityProcess, 'on' | 'once' | 'postMessage' | 'kill'>,
  options: Omit<Extract<ToCore, { kind: 'start' }>, 'kind'>,
  events: CoreEvents,
): CoreProcess {
  const closed = Promise.withResolvers<boolean>();
  const asked = createQuestions<About | null>();
  /** Its state, so that its end is reported only once. */
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

  const fail = (problem: Stored) => {
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
    else if (message.kind === 'signed-in') events.signedIn(message.windowId, message.token);
    else if (message.kind === 'closed') closed.resolve(true);
    else if (message.kind === 'about') asked.answer(message.id, message.about);
    else if (message.kind === 'desktop') {
      post({ kind: 'desktop', id: message.id, desktop: done(() => events.desktop(message)) });
    } else {
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
    closed.resolve(false);
    asked.answerAll(null);
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
    desktopChanged: () => post({ kind: 'desktop-changed' }),
    ask: async () => {
      if (state !== 'ready') return null;
      let late: NodeJS.Timeout | undefined;
      const about = await asked.ask((id) => {
        late = setTimeout(() => asked.answer(id, null), PATIENCE);
        post({ kind: 'ask', id });
      });
      clearTimeout(late);
      return about;
    },
    close: async (patience = 10_000) => {
      state = 'over';
      post({ kind: 'close' });
      const late = setTimeout(() => closed.resolve(false), patience);
      const orderly = await closed.promise;
      clearTimeout(late);
      child.kill();
      return orderly;
    },
  };
}
