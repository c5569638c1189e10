import { codeOf } from '../base/errors.ts';
import { LogError } from './log/changeLog.ts';
import type { Place } from './seal.ts';

/** A change that this console cannot take: those of its console that follow have to wait for it. */
export class UnfitChange extends LogError implements Place {
  readonly console: string;
  readonly number: number;
  constructor({ console: name, number }: Place, cause: LogError) {
    super(cause.code, cause.message, { cause });
    this.name = 'UnfitChange';
    this.console = name;
    this.number = number;
  }
}

/** Of rows that the store, or who unites them, cannot have; it would be the same another time. */
const OF_ROWS = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|ERROR)/;

/** Whether it is what a change says that could not be applied, and not the store that was in trouble. */
export const isOfContent = (error: unknown): boolean =>
  OF_ROWS.test(codeOf(error)) ||
  error instanceof TypeError ||
  error instanceof RangeError ||
  error instanceof SyntaxError;
