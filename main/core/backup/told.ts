import { t } from '../../../shared/text/say.ts';
import { said } from '../../../shared/text/stored.ts';
import { CoreError } from '../errors.ts';
import { StoreError } from '../store/types.ts';
import { StoreTaskError } from './storeWorkerClient.ts';
import { MayNotUnite, Stopped } from './uniteTasks.ts';

/** What a file that was to be opened is, by the code of its StoreError. */
const OF_FILE = { newer: 'backup:newer', damaged: 'backup:damaged', 'wrong-key': 'backup:damaged' } as const;
const isOfFile = (code: string): code is keyof typeof OF_FILE => code in OF_FILE;

/** A thread's or the store's error as a sentence for the person who asked. */
export function told(error: unknown): unknown {
  const conflict = (sentence: string) => new CoreError('CONFLICT', sentence, { cause: error });
  if (error instanceof StoreTaskError) {
    const wrong = error.code === 'wrong-key';
    return new CoreError(wrong ? 'INVALID' : 'CONFLICT', t(wrong ? 'backup:notOurs' : 'backup:failed'), {
      cause: error,
    });
  }
  if (error instanceof StoreError)
    return conflict(isOfFile(error.code) ? t(OF_FILE[error.code]) : error.message);
  if (error instanceof MayNotUnite) return conflict(said(error.kept));
  if (error instanceof Stopped) return conflict(t('backup:stopped'));
  return error;
}
