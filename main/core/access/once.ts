import { ORPCError } from '@orpc/server';
import type { StandardHandleResult, StandardHandlerInterceptorOptions } from '@orpc/server/standard';
import { t } from '../../../shared/text/say.ts';
import { CoreError, InputError } from '../base/errors.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import type { RpcContext } from './context.ts';
import { beginCall, endCall, findCall, type KeyedCall, type Outcome, timesForgotten } from './idempotency.ts';
import { type Viewer, visible } from './visible.ts';

/** The form of a key: 1 to 255 visible characters, as a header can hold. */
const KEY = /^[\x21-\x7e]{1,255}$/;

type Flying = { readonly print: string; readonly answer: Promise<unknown> };
/** Calls with a key that are under way, by store. */
const flying = new WeakMap<Reader, Map<string, Flying>>();

type Handled = StandardHandlerInterceptorOptions<RpcContext>;

/** An interceptor for each server of the router: passes the caller's Idempotency-Key to the procedures. */
export function withCallersKey({
  next,
  ...options
}: Handled & { next(options?: Handled): Promise<StandardHandleResult> }): Promise<StandardHandleResult> {
  const given = options.request.headers['idempotency-key'];
  if (given === undefined) return next();
  const idempotencyKey = typeof given === 'string' ? given : given.join(',');
  return next({ ...options, context: { ...options.context, idempotencyKey } });
}

/** A text that is the same for the same input, in whichever order its fields came. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? ''
  );
}

const wrongKey = (key: 'api:once.form' | 'api:once.other') =>
  new InputError([{ path: ['Idempotency-Key'], message: t(key) }]);

function mustBeSame(before: string, now: string): void {
  if (before !== now) throw wrongKey('api:once.other');
}

/** The conversation that an id means: its own, or that of a text or a note. Takes the id three times. */
const CONVERSATION_OF = `c.id IN (
  SELECT ? UNION ALL SELECT conversation_id FROM message WHERE id = ?
  UNION ALL SELECT conversation_id FROM note WHERE id = ?)`;

/**
 * A remembered answer is given only while the caller may still see the conversation that the call named
 * (design, rule 10): an opt-out may have hidden it since. @throws CoreError NOT_FOUND, as for one that is
 * missing
 */
function mustStillSee(db: Reader, viewer: Viewer, input: unknown): void {
  if (viewer.role !== 'texter' || typeof input !== 'object' || input === null) return;
  const seen = visible(viewer);
  for (const id of Object.values(input)) {
    if (typeof id !== 'string') continue;
    const sql = `SELECT ${seen.sql} AS seen FROM conversation c WHERE ${CONVERSATION_OF}`;
    const found = one<{ seen: 0 | 1 }>(db, sql, ...seen.values, id, id, id);
    if (found?.seen === 0) throw new CoreError('NOT_FOUND', t('core:conversation.none'));
  }
}

/** The answer to a call that was made before. */
function answerAgain(outcome: Outcome | null): unknown {
  if (outcome === null) throw new CoreError('CONFLICT', t('api:once.unknown'));
  if (outcome.kind === 'answer') return outcome.value;
  if (outcome.kind === 'shown-once') throw new CoreError('CONFLICT', t('api:once.shownOnce'));
  const { code, status, message, data } = outcome;
  throw new ORPCError(code, { status, message, data });
}

function outcomeOfError(error: unknown): Outcome | null {
  if (error instanceof ORPCError) {
    const { code, status, message, data } = error;
    return { kind: 'error', code, status, message, data };
  }
  return null;
}

export type Once = {
  /** The caller's own core, whose `write` refuses once the sign-in has ended. */
  readonly core: Core;
  /** The store itself, for writing the answer after the act. */
  readonly store: Core;
  /** Who calls: an account or an API key. */
  readonly caller: string;
  readonly viewer: Viewer;
  readonly key: string;
  readonly procedure: string;
  readonly input: unknown;
  /** The answer holds a secret. */
  readonly secret: boolean;
  /** Does the act, with a core whose first write notes the call. */
  run(core: Core): Promise<unknown>;
};

/**
 * Notes the outcome, with other writes of this moment. Where that fails the act stands all the same, and a
 * repetition hears that it was done.
 */
async function noteOutcome(store: Core, id: string, outcome: Outcome | null): Promise<void> {
  if (outcome === null) return;
  const now = timesForgotten(store.db);
  try {
    await store.together.later((tx) => {
      // Whoever was erased meanwhile may stand in it.
      if (timesForgotten(tx.db) === now) endCall(tx, id, outcome);
    });
  } catch {
    store.ports.log.warn('answer-not-kept');
  }
}

async function doOnce(call: KeyedCall, { core, store, secret, run }: Once): Promise<unknown> {
  let begun = false;
  const first =
    <T>(work: (tx: Tx) => T) =>
    (tx: Tx): T => {
      if (!begun) beginCall(tx, call);
      return work(tx);
    };
  const committed = <T>(value: T): T => {
    begun = true;
    return value;
  };
  const write: Core['write'] = (work) => committed(core.write(first(work)));
  const together: Core['together'] = {
    ...core.together,
    later: async (piece) => committed(await core.together.later(first(piece))),
    now: (piece) => committed(core.together.now(first(piece))),
  };
  try {
    const value = await run({ ...core, write, together });
    if (begun) await noteOutcome(store, call.id, secret ? { kind: 'shown-once' } : { kind: 'answer', value });
    return value;
  } catch (error) {
    if (begun) await noteOutcome(store, call.id, outcomeOfError(error));
    throw error;
  }
}

/**
 * Does a call with a key once, however often it comes within a day: later calls, and those at the same time,
 * get the answer of the first. A call that changed nothing is not noted, so it can be corrected and repeated.
 * @throws InputError where the key came with another call before; CoreError CONFLICT where it was done and
 * its answer is not known
 */
export async function once(call: Once): Promise<unknown> {
  const { store, caller, viewer, key, procedure, input } = call;
  if (!KEY.test(key)) throw wrongKey('api:once.form');
  const id = store.subject(`idempotency:${caller}:${key}`);
  const print = store.subject(`call:${procedure}:${canonical(input)}`);
  const calls = flying.get(store.db) ?? new Map<string, Flying>();
  flying.set(store.db, calls);
  const under = calls.get(id);
  if (under) {
    mustBeSame(under.print, print);
    return under.answer;
  }
  const found = findCall(store.db, id, store.ports.clock.now());
  if (found) {
    mustBeSame(found.print, print);
    mustStillSee(store.db, viewer, input);
    return answerAgain(found.outcome);
  }
  const answer = doOnce({ id, print }, call);
  calls.set(id, { print, answer });
  try {
    return await answer;
  } finally {
    calls.delete(id);
  }
}
