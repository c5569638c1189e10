import { extname } from 'node:path';
import type { Stored } from '../../../shared/text/stored.ts';
import type { Ports } from '../base/ports.ts';
import { StoreError } from '../store/types.ts';
import type { Brought } from './bringNext.ts';
import type { Restored } from './restore.ts';
import { StoreTaskError } from './storeWorkerClient.ts';
import { startThread } from './thread.ts';
import { seedOf } from './threadPorts.ts';
import type { United } from './unite/unite.ts';
import { MayNotUnite, type Stage, Stopped, type UniteTask } from './uniteTasks.ts';

export type UniteAnswer =
  | { readonly kind: 'unite'; readonly restored: Restored }
  | { readonly kind: 'preview'; readonly united: United }
  | { readonly kind: 'bring'; readonly brought: Brought }
  | { readonly kind: 'rewrite'; readonly clean: boolean };

export type FromUniteWorker =
  | { readonly kind: 'stage'; readonly stage: Stage }
  /** From now on nobody else may write into the store; goes on when it is told so. */
  | { readonly kind: 'hold' }
  | { readonly kind: 'done'; readonly answer: UniteAnswer }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'may-not'; readonly kept: Stored }
  | {
      readonly kind: 'store';
      readonly code: StoreError['code'];
      readonly message: Stored;
      readonly remedy: Stored;
    }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/**
 * The one place that knows where the thread's file is: beside this one, as .ts from source or .js when built.
 */
function uniteWorkerUrl(): URL {
  return new URL(`./uniteWorker${extname(new URL(import.meta.url).pathname)}`, import.meta.url);
}

type Result = Exclude<FromUniteWorker, { kind: 'stage' | 'hold' }>;

function answered(result: Result): UniteAnswer {
  switch (result.kind) {
    case 'done':
      return result.answer;
    case 'stopped':
      throw new Stopped();
    case 'may-not':
      throw new MayNotUnite(result.kept);
    case 'store':
      throw new StoreError(result.code, result.message, result.remedy);
    case 'failed':
      throw new StoreTaskError(result.code, result.message);
  }
}

const isTo = <K extends string>(kind: K, answer: UniteAnswer): answer is Extract<UniteAnswer, { kind: K }> =>
  answer.kind === kind;

export type UniteOptions = {
  readonly ports: Ports;
  /** Asks it to stop: it ends at the next row, and its transaction is taken back. */
  readonly signal?: AbortSignal | undefined;
  readonly tell?: ((stage: Stage) => void) | undefined;
  /** Makes everybody else leave the store alone; what it throws ends the work before it wrote anything. */
  readonly hold?: () => void;
};

/**
 * Runs one task on a thread of its own. The thread is always waited for, so that its connection is closed and
 * no lock of it outlives the call. @throws Stopped, MayNotUnite, StoreError, StoreTaskError, or what `hold`
 * throws
 */
export async function onUniteWorker<K extends UniteTask['kind']>(
  task: Extract<UniteTask, { kind: K }>,
  options: UniteOptions,
): Promise<Extract<UniteAnswer, { kind: K }>> {
  const { ports, signal, tell, hold } = options;
  if (signal?.aborted) throw new Stopped();
  const refused = new AbortController();
  const refusals: unknown[] = [];
  const stop = AbortSignal.any([refused.signal, ...(signal ? [signal] : [])]);
  const { worker, ended } = startThread(uniteWorkerUrl(), 'unite', { task, seed: seedOf(ports) }, stop);
  const result = await new Promise<Result>((done, fail) => {
    worker.on('message', (message: FromUniteWorker) => {
      if (message.kind === 'stage') tell?.(message.stage);
      else if (message.kind !== 'hold') done(message);
      else {
        try {
          hold?.();
        } catch (error) {
          refusals.push(error);
          refused.abort();
        }
        worker.postMessage('held');
      }
    });
    worker.once('error', fail);
    worker.once('exit', () => fail(new StoreTaskError('ended', 'The thread ended too early.')));
  }).finally(() => ended);
  for (const refusal of refusals) throw refusal;
  const answer = answered(result);
  if (!isTo(task.kind, answer)) throw new StoreTaskError('unexpected', 'The thread answered something else.');
  return answer;
}
