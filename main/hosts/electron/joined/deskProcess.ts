import type { MessagePortMain, UtilityProcess } from 'electron';
import { LINE_CLOSED } from '../channel.ts';
import { createQuestions } from '../questions.ts';
import type { ConsoleAddress } from './joinLink.ts';
import { FromDesk, type Reached, type ToDesk } from './messages.ts';

export type DeskProcess = {
  /** Whether a console can be reached and speaks as we do. */
  look(console: ConsoleAddress): Promise<Reached>;
  /** Joins a window to a console. */
  connect(console: ConsoleAddress, port: MessagePortMain): void;
  /** Forgets the sign-in with a console. */
  forget(address: string): void;
  end(): void;
};

type Child = Pick<UtilityProcess, 'on' | 'once' | 'postMessage' | 'kill'>;

/**
 * The main process's end of the process with the lines to other consoles. It is started when it is needed,
 * and again after it died; then somebody signs in anew, since it alone knows the sign-ins.
 */
export function createDeskProcess(
  fork: () => Child,
  events: {
    /** What became of the latest try to connect a window. */
    line(address: string, reached: Reached): void;
    /** It died, and all lines with it. */
    died(): void;
  },
): DeskProcess {
  let child: Child | null = null;
  const asked = createQuestions<Reached>();
  const start = (): Child => {
    const begun = fork();
    begun.on('message', (raw: unknown) => {
      const message = FromDesk.parse(raw);
      if (message.kind === 'looked') asked.answer(message.id, message.reached);
      else events.line(message.address, message.reached);
    });
    begun.once('exit', () => {
      if (child !== begun) return;
      child = null;
      asked.answerAll({ problem: 'unreachable', version: '' });
      events.died();
    });
    return begun;
  };
  const post = (message: ToDesk, ports: MessagePortMain[] = []) => {
    child ??= start();
    child.postMessage(message, ports);
  };
  const plain = ({ address, pin }: ConsoleAddress): ConsoleAddress => ({ address, pin });
  return {
    look: (at) => asked.ask((id) => post({ kind: 'look', id, console: plain(at) })),
    connect: (at, port) => {
      try {
        post({ kind: 'connect', console: plain(at) }, [port]);
      } catch {
        // The window was closed meanwhile, or the process is just ending.
        port.postMessage(LINE_CLOSED);
        port.close();
      }
    },
    forget: (address) => {
      if (child !== null) post({ kind: 'forget', address });
    },
    end: () => {
      const last = child;
      child = null;
      last?.kill();
    },
  };
}
