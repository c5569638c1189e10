import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Starts a file as a process that talks over IPC. `flags`: for Node. */
export function startProcess(
  file: URL,
  args: readonly string[] = [],
  flags: readonly string[] = [],
): ChildProcess {
  return fork(file, args, {
    execArgv: [...process.execArgv, ...flags],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** The next message of a process. Rejects where it ends instead. */
export async function heard<T>(child: ChildProcess): Promise<T> {
  const over = new AbortController();
  const { signal } = over;
  try {
    const [message] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(() => {
        throw new Error('A process of the measure ended too early.');
      }),
    ]);
    return message as T;
  } finally {
    // A busy machine reports often, and each wait would leave its listeners behind.
    over.abort();
  }
}

/** Milliseconds after which a process that was asked to end is killed. */
const END_WITHIN = 10_000;

/** Afterwards its folder can be removed. It ends by itself, so that it can write a profile. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  const kill = setTimeout(() => child.kill('SIGKILL'), END_WITHIN);
  child.disconnect();
  await gone;
  clearTimeout(kill);
}
