import { keep, type Stored, said, written } from '../../../shared/text/stored.ts';
import { KeyStoreError } from '../base/ports.ts';
import { troubleOf } from '../store/trouble.ts';

/**
 * What is in the way, and what a person can do about it: stored sentences, to be said in the language of
 * whoever reads them.
 */
export type Problem = {
  readonly message: Stored;
  readonly remedy: Stored;
  /** Nothing is wrong: Heed itself works on the store, and goes on by itself. */
  readonly passing?: true;
  /** It is the key that cannot be had: no back-up would help, since it opens with the same one. */
  readonly key?: true;
};

/** The same as a person reads it. */
export type ProblemInWords = Omit<Problem, 'message' | 'remedy'> & {
  readonly message: string;
  readonly remedy: string;
};

const KEY_REMEDY: Record<KeyStoreError['code'], Stored> = {
  locked: keep('store:typeIt'),
  'wrong-passphrase': keep('store:correct'),
  unavailable: keep('store:thenStart'),
};

/** An error of opening or writing the store, for the person in front of it. */
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

/** The same in words. */
export const problemInWords = ({ message, remedy, ...more }: Problem): ProblemInWords => ({
  message: said(message),
  remedy: said(remedy),
  ...more,
});
