import { oc } from '@orpc/contract';
import { z } from 'zod';
import { GuardRule } from '../../schema/guardRules.ts';
import type { Role } from '../../schema/words.ts';
import { type TextKey, t } from '../../text/say.ts';
import { says } from '../../text/says.ts';
import { Warning } from './warning.ts';

/**
 * Where a caller is. At the console: a window of the computer that has the store, or a program there over
 * REST. At a desk: a window of Heed on another computer.
 */
export const Place = z.enum(['console', 'desk']);
export type Place = z.infer<typeof Place>;

/**
 * Who may call a procedure, and from where: everybody, anybody signed in, or certain roles. The server's role
 * middleware reads it.
 */
export type Access = {
  readonly roles: 'public' | 'signed-in' | readonly Role[];
  /** Also from a desk. Left out: from the console alone. */
  readonly atDesks?: true;
  /** Also for a person who must first change a one-time password or set up a second factor. */
  readonly duringDuty?: true;
  /** Also while an admin looks as a texter does, although it is no reading (GET). */
  readonly whileViewing?: true;
  /**
   * Its answer has a secret that is shown once, so the answer is not stored for a repeated Idempotency-Key.
   */
  readonly secretAnswer?: true;
};

export const Duty = z.enum(['password', 'second-factor']);

/** The sentence is made when it is answered, in the caller's language. */
const refusal = <S extends number>(status: S, key: TextKey) => ({
  status,
  get message() {
    return t(key);
  },
});
const refusalWith = <S extends number, D extends z.ZodType>(status: S, key: TextKey, data: D) =>
  Object.assign(refusal(status, key), { data });

/** Where the input has a wrong form: which field, and why, for a form to show. */
const Issues = z.object({
  issues: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })),
});

/** Until when; `inMs`: calls came too fast, and this one can be made again in so many milliseconds. */
const Locked = z.object({ until: z.number(), inMs: z.number().optional() });

/** Errors that every procedure may answer with. `message` is a sentence for the person at the screen. */
const errors = {
  UNAUTHORIZED: refusal(401, 'core:call.signIn'),
  FORBIDDEN: refusal(403, 'core:call.forbidden'),
  /** The call came from a desk, and this is done at the console alone. */
  CONSOLE_ONLY: refusal(403, 'desks:refused.consoleOnly'),
  NOT_FOUND: refusal(404, 'api:refused.gone'),
  CONFLICT: refusal(409, 'api:refused.changed'),
  INVALID: refusalWith(422, 'api:refused.input', Issues.optional()),
  LOCKED: refusalWith(429, 'api:refused.tooMany', Locked),
  /** The password was right; a code of the authenticator app, or a recovery code, is needed too. */
  SECOND_FACTOR: refusal(401, 'accounts:signIn.codeNeeded'),
  /** Signed in, but first a one-time password must be changed, or a second factor set up. */
  DUTY: refusalWith(403, 'api:refused.duty', z.object({ duty: Duty })),
  /** The guard stopped a text, which is recorded as prevented. */
  GUARD: refusalWith(409, 'api:refused.guard', z.object({ rule: GuardRule })),
  /** Nothing was done yet: repeat the call with these codes in `confirmed`. */
  UNCONFIRMED: refusalWith(409, 'api:refused.unconfirmed', z.object({ warnings: z.array(Warning) })),
  UNAVAILABLE: refusal(503, 'core:call.storeClosed'),
};

const base = oc.$meta<Access>({ roles: ['admin'] }).errors(errors);

/** Builders by access, and by where calls may come from. */
const builders = <From extends Pick<Access, 'atDesks'>>(from: From) => ({
  everybody: base.meta({ ...from, roles: 'public' }),
  signedIn: base.meta({ ...from, roles: 'signed-in' }),
  /** About one's own account, before anything else may be done. */
  ownAccount: base.meta({ ...from, roles: 'signed-in', duringDuty: true }),
  /** Ends such a state. */
  leaving: base.meta({ ...from, roles: 'signed-in', duringDuty: true, whileViewing: true }),
  admins: base.meta({ ...from, roles: ['admin'] }),
  overseers: base.meta({ ...from, roles: ['admin', 'supervisor'] }),
  texting: base.meta({ ...from, roles: ['admin', 'texter'] }),
});

/**
 * Every procedure begins with one of these, so none can forget its roles. From the console alone: store, key,
 * set-up, restore, exports, secrets, what reads or writes files of the console or is about that computer, and
 * what no screen asks for.
 */
export const { everybody, signedIn, admins, overseers } = builders({});
/** The same from desks too: what texters, supervisors and admins do in their work. */
export const atDesks = builders({ atDesks: true });

export const Id = z.string().min(1).max(64);
export const Time = z.number().int().describe('UTC milliseconds');
/** A query string can have it too. */
export const Flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);
/** A piece of a file; the beginning of an upload says how large it may be. */
export const Piece = z
  .base64()
  .max(2 * 1024 * 1024)
  .describe('At most 1 MiB before encoding');

/** An object of names and values, at most `most` of them; zod's own record takes any number. */
export const mapOf = <V extends z.ZodType>(most: number, longestName: number, value: V) =>
  z
    .record(z.string().max(longestName), value)
    .refine((map) => Object.keys(map).length <= most, says('api:atOnce', { most }))
    .meta({ maxProperties: most });
export const Ok = z.object({ ok: z.literal(true) });
export const ById = z.object({ id: Id });
