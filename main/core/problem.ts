import { KeyStoreError } from './ports.ts';
import { StoreError } from './store/types.ts';

/** What is in the way, and what a person can do about it. */
export type Problem = { readonly message: string; readonly remedy: string };

const KEY_REMEDY: Record<KeyStoreError['code'], string> = {
  locked: 'Type it on the start page.',
  'wrong-passphrase':
    'Correct HEED_PASSPHRASE, or start Heed without it and type the passphrase. Nothing was changed.',
  unavailable: 'Then start Heed again.',
};

/** An error of opening or writing the store, for the person in front of it. */
export function problemOf(error: unknown): Problem {
  if (error instanceof KeyStoreError) return { message: error.message, remedy: KEY_REMEDY[error.code] };
  if (error instanceof StoreError)
    return { message: error.message.replace(` ${error.remedy}`, ''), remedy: error.remedy };
  return {
    message: 'Heed could not open its store.',
    remedy: `Close Heed and start it again; if that does not help, look into heed.log. (${error instanceof Error ? error.name : 'unknown'})`,
  };
}
