import { ORPCError } from '@orpc/server';
import type { Logger } from '../../core/base/ports.ts';
import { placesOf } from './crash.ts';

/**
 * Logs an unforeseen error: only its kind and the places in our code, since the message may quote a text or a
 * number.
 */
export function logFailure(log: Pick<Logger, 'error'>, error: unknown): void {
  if (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR') return;
  // oRPC wraps output that does not fit its schema.
  const cause = error instanceof ORPCError && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) {
    log.error('procedure-failed', { name: typeof cause });
    return;
  }
  log.error('procedure-failed', { name: cause.name, at: placesOf(cause) });
}
