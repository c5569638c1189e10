import { keep, type Stored, said, written } from '../../../shared/text/stored.ts';
import { KeyStoreError } from '../base/ports.ts';
import { troubleOf } from '../store/trouble.ts';

/** What is wrong, and what a person can do about it, as stored sentences. */
export type Problem = {
  readonly message: Stored;
  readonly remedy: Stored;
  /** Nothing is wrong: Heed works on the store, and goes on when that is done. */
  readonly passing?: true;
  /** The key is not available. A back-up would not help, since it opens with the same key. */
  readonly key?: true;
};

/** The same in the reader's language. */
export type ProblemInWords = Omit<Problem, 'message' | 'remedy'> & {
  readonly message: string;
  readonly remedy: string;
};

const KEY_REMEDY: Record<KeyStoreError['code'], Stored> = {
  locked: keep('store:typeIt'),
  'wrong-passphrase': keep('store:correct'),
  unavailable: keep('store:thenStart'),
};

/** An error of opening or writing the store, for a person. */
export function problemOf(error: unknown): Problem {
  if (error instanceof KeyStoreError)
    return { message: error.kept, remedy: KEY_REMEDY[error.code], key: true };
  const trouble = troubleOf(error);
  if (trouble) return trouble.code === 'held' ? { ...trouble.kept, passing: true } : trouble.kept;
  return {
    message: keep('store:couldNot'),
    remedy: keep('store:couldNotRemedy', {
      name: written(error instanceof Error ? error.name : 'unknown'),
    }),
  };
}

/** The problem in the reader's language. */
export const problemInWords = ({ message, remedy, ...more }: Problem): ProblemInWords => ({
  message: said(message),
  remedy: said(remedy),
  ...more,
});
