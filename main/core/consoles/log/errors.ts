import pg from 'pg';
import { codeOf } from '../../base/errors.ts';
import { LogError } from './changeLog.ts';

/** Errors of PostgreSQL after which the same may succeed, by class or code. */
const PASSING = /^(08|40|53|55|57|58|25006)/;
/** Wrong password, no right, a role that may not sign in, no such database. */
const REFUSED = /^(28|42501|3D000)/;
/** Something that the log ought to have is missing. */
const NOT_MADE = /^(3F000|42P01|42883|42703)/;

/** What an error of PostgreSQL or of the line to it means. */
export function logErrorOf(error: unknown): LogError {
  if (error instanceof LogError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const as = (what: LogError['code']) => new LogError(what, message, { cause: error });
  if (!(error instanceof pg.DatabaseError)) return as('unreachable');
  const code = codeOf(error);
  if (PASSING.test(code)) return as('unreachable');
  if (REFUSED.test(code)) return as('refused');
  return as(NOT_MADE.test(code) ? 'outdated' : 'broken');
}
