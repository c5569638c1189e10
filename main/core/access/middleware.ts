import { ORPCError, os } from '@orpc/server';
import { CALM_READS } from '../../../shared/contract/base/calm.ts';
import type { Access } from '../../../shared/contract/base/procedure.ts';
import { t } from '../../../shared/text/say.ts';
import { said } from '../../../shared/text/stored.ts';
import { CoreError, codeOf, InputError, KeptError } from '../base/errors.ts';
import { createRateLimiter, type RateLimiter } from '../base/rateLimit.ts';
import { UnconfirmedError } from '../base/warnings.ts';
import type { Core, Tx } from '../store/context.ts';
import type { Reader } from '../store/types.ts';
import { StoreError } from '../store/types.ts';
import { apiKeyOf, isApiKey } from './apiKeys.ts';
import { placeOf, type RpcContext } from './context.ts';
import { once } from './once.ts';
import { noteAct } from './presence.ts';
import { createReadTurns } from './readTurns.ts';
import { type Session, sessionOf } from './sessions.ts';
import { unknownFields } from './unknownFields.ts';

/** Somebody signed in to an open store, or an API key, which acts for `me` and owes nothing first. */
export type Member = Session & {
  /**
   * Its `write` refuses once the sign-in has ended, so a call that began before changes nothing afterwards.
   */
  readonly core: Core;
  readonly token: string;
  readonly keyId: string | null;
};

const UNAUTHORIZED = () => new ORPCError('UNAUTHORIZED', { status: 401, message: t('core:call.signIn') });

/**
 * Calls a second for each API key: enough for a nightly job, too few to slow down people at the same console.
 */
const KEY_CALLS_PER_SECOND = 25;
/** The same for each desk: several times what a busy window asks. */
export const DESK_CALLS_PER_SECOND = 100;
const keyLimits = new WeakMap<Reader, RateLimiter>();
/** Milliseconds after which a call that was refused for that may come again. */
const AGAIN = 1000;
const deskLimits = new WeakMap<Reader, RateLimiter>();

const STATUS = { NOT_FOUND: 404, CONFLICT: 409, INVALID: 422, FORBIDDEN: 403 } as const;

type Issue = { readonly message: string; readonly path?: readonly (PropertyKey | { key: PropertyKey })[] };

/** Zod's issues of a refused input, as sentences with the field that they are about. */
function issuesOf(error: ORPCError<string, unknown>): Issue[] | null {
  const { data } = error;
  if (error.code !== 'BAD_REQUEST' || typeof data !== 'object' || data === null || !('issues' in data))
    return null;
  return Array.isArray(data.issues) ? data.issues : null;
}

function invalid(issues: readonly Issue[], cause: unknown): ORPCError<'INVALID', unknown> {
  const listed = issues.map((issue) => ({
    path: (issue.path ?? []).map((step) =>
      typeof step === 'object' ? String(step.key) : typeof step === 'number' ? step : String(step),
    ),
    message: issue.message,
  }));
  const message = [...new Set(listed.map((issue) => issue.message))].join(' ');
  return new ORPCError('INVALID', { status: 422, message, data: { issues: listed }, cause });
}

const base = os.$context<RpcContext>().$meta<Access>({ roles: ['admin'] });

/** Turns errors of the core into the contract's. An unforeseen error is logged without its content. */
export const translated = base.middleware(async ({ context, next, path }) => {
  try {
    return await next();
  } catch (error) {
    if (error instanceof InputError) throw invalid(error.issues, error);
    if (error instanceof UnconfirmedError) {
      const { message, warnings } = error;
      throw new ORPCError('UNCONFIRMED', { status: 409, message, data: { warnings }, cause: error });
    }
    if (error instanceof CoreError) {
      const { code, message } = error;
      throw new ORPCError(code, { status: STATUS[code], message, cause: error });
    }
    if (error instanceof KeptError) {
      throw new ORPCError('INVALID', { status: 422, message: said(error.kept), cause: error });
    }
    if (error instanceof ORPCError) {
      const issues = issuesOf(error);
      throw issues ? invalid(issues, error) : error;
    }
    const trouble = context.services.core()?.report(error) ?? (error instanceof StoreError ? error : null);
    if (trouble) throw new ORPCError('UNAVAILABLE', { status: 503, message: trouble.message, cause: error });
    const name = error instanceof Error ? error.name : 'unknown';
    context.services.ports.log.error('procedure-failed', {
      procedure: path.join('.'),
      error: name,
      code: codeOf(error),
    });
    throw new ORPCError('INTERNAL_SERVER_ERROR', {
      message: t('core:call.failed'),
      cause: error,
    });
  }
});

/** The caller's token: that of its window, or the one that the call brought. */
function tokenOf(context: RpcContext): string | null {
  const { caller } = context;
  return caller.kind === 'window' ? context.services.sessions.windowToken(caller.windowId) : caller.token;
}

/**
 * Whom a token of a sign-in or an API key stands for. `use`: a person is at work, so idle time starts again.
 */
function behind(core: Core, token: string, use: boolean): Omit<Member, 'core' | 'token'> | null {
  if (!isApiKey(token)) {
    const session = sessionOf(core, token, use);
    return session && { ...session, keyId: null };
  }
  const key = apiKeyOf(core, token, use);
  return key && { ...key, place: 'console', duty: null, viewing: null };
}

/** Does something more in each write of a core. */
function guardWrites(
  core: Pick<Core, 'write' | 'together'>,
  guarded: <T>(work: (tx: Tx) => T) => (tx: Tx) => T,
): Pick<Core, 'write' | 'together'> {
  return {
    write: (work) => core.write(guarded(work)),
    together: {
      ...core.together,
      later: (piece) => core.together.later(guarded(piece)),
      now: (piece) => core.together.now(guarded(piece)),
    },
  };
}

/** The same, with a core whose `write` refuses once the sign-in has ended. */
export function memberWith(core: Core, token: string, use: boolean): Member | null {
  const found = behind(core, token, use);
  if (!found) return null;
  const stillSignedIn =
    <T>(work: (tx: Tx) => T) =>
    (tx: Tx): T => {
      const now = behind(core, token, false);
      if (now?.me.role !== found.me.role || now.me.id !== found.me.id) throw UNAUTHORIZED();
      return work(tx);
    };
  return { ...found, token, core: { ...core, ...guardWrites(core, stillSignedIn) } };
}

/** The caller's account; null if nobody is signed in, and for a sign-in that was made at another place. */
export function memberOf(context: RpcContext, use: boolean): Member | null {
  const core = context.services.core();
  const token = tokenOf(context);
  const member = core && token ? memberWith(core, token, use) : null;
  return member?.place === placeOf(context.caller) ? member : null;
}

/** Refuses an API key, or a desk, that calls too often for the moment. Nothing of the call is done. */
function limit({ core, keyId, place, token }: Member): void {
  if (keyId === null && place !== 'desk') return;
  const [limits, most, who] =
    keyId === null ? [deskLimits, DESK_CALLS_PER_SECOND, token] : [keyLimits, KEY_CALLS_PER_SECOND, keyId];
  const limiter = limits.get(core.db) ?? createRateLimiter(most);
  limits.set(core.db, limiter);
  const now = core.ports.clock.now();
  if (limiter.take(who, 1, now)) return;
  const message = keyId === null ? t('core:desk.tooOften') : t('core:apiKey.tooOften', { most });
  throw new ORPCError('LOCKED', { status: 429, message, data: { until: now + AGAIN, inMs: AGAIN } });
}

/** Refuses changes by somebody who owes something first, or who looks as a texter does. */
function mustBeFree({ duty, viewing }: Member, wanted: Access, reads: boolean): void {
  if (duty !== null && !wanted.duringDuty) {
    throw new ORPCError('DUTY', { status: 403, message: t(`accounts:duty.${duty}`), data: { duty } });
  }
  if (viewing !== null && !reads && !wanted.whileViewing) {
    const message = t('accounts:viewing', { name: viewing.name });
    throw new ORPCError('FORBIDDEN', { status: 403, message });
  }
}

/** Refuses unknown fields by name. After the check of the role, so that strangers learn no names. */
function refuseUnknown(schema: unknown, input: unknown): void {
  const unknown = unknownFields(schema, input);
  if (unknown.length === 0) return;
  throw new InputError(
    unknown.map(({ path, known }) => {
      const name = path.join('.');
      const message =
        known.length === 0
          ? t('api:unknownField.none', { name })
          : t('api:unknownField.some', { name, known: known.join(', ') });
      return { path, message };
    }),
  );
}

function admit(context: RpcContext, wanted: Access, reads: boolean): Member | null {
  const { roles } = wanted;
  if (placeOf(context.caller) === 'desk' && !wanted.atDesks) {
    throw new ORPCError('CONSOLE_ONLY', { status: 403, message: t('desks:refused.consoleOnly') });
  }
  if (roles === 'public') return null;
  if (!context.services.core()) {
    throw new ORPCError('UNAVAILABLE', { status: 503, message: t('core:call.storeClosed') });
  }
  const member = memberOf(context, true);
  if (!member) throw UNAUTHORIZED();
  limit(member);
  if (roles !== 'signed-in' && !roles.includes(member.me.role)) {
    throw new ORPCError('FORBIDDEN', { status: 403, message: t('core:call.forbidden') });
  }
  mustBeFree(member, wanted, reads);
  if (!reads && member.viewing === null) noteAct(member.core, member.me.id);
  return member;
}

const turns = createReadTurns();

/**
 * The only place where roles, and where calls come from, are checked, against the access that the contract
 * names for the procedure. Then unknown fields are refused, and a call with a key is done once.
 */
export const access = base.middleware(async ({ context, next, procedure, path }, input) => {
  const { meta, route, inputSchema } = procedure['~orpc'];
  const reads = route.method === 'GET';
  // Under load acts come before what many windows read again.
  if (reads && context.caller.kind === 'desk')
    await turns.next(context.caller.token, CALM_READS.has(path.join('.')));
  const member = admit(context, meta, reads);
  refuseUnknown(inputSchema, input);
  const { idempotencyKey: key } = context;
  const store = context.services.core();
  if (key === undefined || reads || member === null || store === null) return next({ context: { member } });
  const output = await once({
    core: member.core,
    store,
    caller: member.keyId ?? member.me.id,
    viewer: member.me,
    key,
    procedure: path.join('.'),
    input,
    secret: meta.secretAnswer === true,
    run: async (core) => (await next({ context: { member: { ...member, core } } })).output,
  });
  return { output, context: { member } };
});

/** For files whose procedures all need a sign-in; comes after `access`, and passes the member on. */
export const signedIn = os
  .$context<RpcContext & { member: Member | null }>()
  .$meta<Access>({ roles: ['admin'] })
  .middleware(async ({ context, next }) => {
    if (!context.member) throw UNAUTHORIZED();
    return next({ context: context.member });
  });
