import { codeOf } from '../base/errors.ts';

/**
 * The work on a thread failed. `code`: SQLite's own, a word of the work's own, `ended` for a thread that
 * ended before it answered, else `unexpected`.
 */
export class ThreadFailed extends Error {
  override readonly name = 'ThreadFailed';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The work was stopped, by the person who asked for it or because Heed closes; it changed nothing. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  constructor() {
    super('Stopped.');
  }
}

/**
 * An error on its way to the other end, where only plain data arrives. `kept`: its stored sentences, if any.
 */
export type Failure = {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly kept: unknown;
};

/** How the receiving end makes errors again, by their names. */
export type Errors = Readonly<Record<string, (failure: Failure) => Error>>;

export function failureOf(error: unknown): Failure {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const kept = error instanceof Error && 'kept' in error ? error.kept : null;
  return { name, message, code: codeOf(error) || 'unexpected', kept };
}

export const errorOf = (failure: Failure, errors: Errors): Error =>
  errors[failure.name]?.(failure) ?? new ThreadFailed(failure.code, failure.message);
