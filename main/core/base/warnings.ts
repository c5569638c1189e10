import type { Warning, WarningCode } from '../../../shared/contract/base/warning.ts';
import { textOf } from '../../../shared/text/say.ts';
import { CoreError } from './errors.ts';

/** Nothing was done: the caller has to accept these warnings by name first. */
export class UnconfirmedError extends CoreError {
  readonly warnings: readonly Warning[];
  constructor(warnings: readonly Warning[]) {
    super('CONFLICT', warnings.map(({ message }) => message).join(' '));
    this.name = 'UnconfirmedError';
    this.warnings = warnings;
  }
}

/** A warning in the reader's language; `values` fill the sentence of its code. */
export function warning(code: WarningCode, values: Readonly<Record<string, string | number>> = {}): Warning {
  return { code, message: textOf(`warnings:${code}`, values) };
}

/**
 * Lets the act go ahead once every warning was accepted. @throws UnconfirmedError naming all that were found,
 * not only the missing
 */
export function mustConfirm(found: readonly Warning[], confirmed: readonly WarningCode[]): void {
  if (found.some(({ code }) => !confirmed.includes(code))) throw new UnconfirmedError(found);
}
