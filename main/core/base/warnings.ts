import type { Warning, WarningCode } from '../../../shared/contract/base/warning.ts';
import { textOf } from '../../../shared/text/say.ts';
import { CoreError } from './errors.ts';

/** Nothing was done: the caller has to confirm these warnings by name first. */
export class UnconfirmedError extends CoreError {
  readonly warnings: readonly Warning[];
  constructor(warnings: readonly Warning[]) {
    super('CONFLICT', warnings.map(({ message }) => message).join(' '));
    this.name = 'UnconfirmedError';
    this.warnings = warnings;
  }
}

/** A warning in the caller's language; `values` fill its sentence. */
export function warning(code: WarningCode, values: Readonly<Record<string, string | number>> = {}): Warning {
  return { code, message: textOf(`warnings:${code}`, values) };
}

/**
 * Checks that the caller confirmed every warning that was found.
 * @throws UnconfirmedError naming all that were found, confirmed ones too
 */
export function mustConfirm(found: readonly Warning[], confirmed: readonly WarningCode[]): void {
  if (found.some(({ code }) => !confirmed.includes(code))) throw new UnconfirmedError(found);
}
