import { type Stored, said } from '../../../shared/text/stored.ts';

/**
 * An act that cannot be done. `message` is a sentence for the person who asked; the RPC layer sends it with
 * the same code.
 */
export class CoreError extends Error {
  readonly code: 'NOT_FOUND' | 'CONFLICT' | 'INVALID' | 'FORBIDDEN';
  constructor(code: CoreError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CoreError';
    this.code = code;
  }
}

export type InputIssue = { readonly path: readonly (string | number)[]; readonly message: string };

/** Input whose shape the contract alone cannot judge: which field is wrong, and why, as a sentence. */
export class InputError extends CoreError {
  readonly issues: readonly InputIssue[];
  constructor(issues: readonly InputIssue[], options?: ErrorOptions) {
    super('INVALID', issues.map(({ message }) => message).join(' '), options);
    this.name = 'InputError';
    this.issues = issues;
  }
}

/**
 * Something that was given cannot be used at all. `kept` is the reason as a stored sentence; the message is
 * its English.
 */
export class KeptError extends Error {
  readonly kept: Stored;
  constructor(kept: Stored, options?: ErrorOptions) {
    super(said(kept), options);
    this.name = 'KeptError';
    this.kept = kept;
  }
}

/** The code of an error of Node or SQLite, such as ENOENT; empty where it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
