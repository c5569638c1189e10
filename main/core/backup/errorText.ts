import { t } from '../../../shared/text/say.ts';
import { said } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { StoreError } from '../store/types.ts';
import { Stopped, ThreadFailed } from '../threads/failure.ts';
import { MayNotUnite } from './uniteTasks.ts';

/** What is wrong with a file, by the code of its StoreError. */
const OF_FILE = { newer: 'backup:newer', damaged: 'backup:damaged', 'wrong-key': 'backup:damaged' } as const;
const isOfFile = (code: string): code is keyof typeof OF_FILE => code in OF_FILE;

const OF_TASK = {
  'wrong-key': 'backup:notOurs',
  forged: 'backup:forged',
  damaged: 'backup:damaged',
} as const;
const isOfTask = (code: string): code is keyof typeof OF_TASK => Object.hasOwn(OF_TASK, code);

/** The sentence for work on a whole file that failed. */
export const taskFailed = ({ code }: ThreadFailed) => (isOfTask(code) ? OF_TASK[code] : 'backup:failed');

/** An error of a thread or the store as a sentence for the person who asked. */
export function asCoreError(error: unknown): unknown {
  const conflict = (sentence: string) => new CoreError('CONFLICT', sentence, { cause: error });
  if (error instanceof ThreadFailed) {
    return new CoreError(error.code === 'wrong-key' ? 'INVALID' : 'CONFLICT', t(taskFailed(error)), {
      cause: error,
    });
  }
  if (error instanceof StoreError)
    return conflict(isOfFile(error.code) ? t(OF_FILE[error.code]) : error.message);
  if (error instanceof MayNotUnite) return conflict(said(error.kept));
  if (error instanceof Stopped) return conflict(t('backup:stopped'));
  return error;
}
