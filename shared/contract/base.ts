import { oc } from '@orpc/contract';
import { z } from 'zod';
import { GuardRule, type Role } from '../schema/words.ts';

/** Who may call a procedure: everybody, anybody signed in, or the roles named. Read by the server's role middleware. */
export type Access = {
  readonly roles: 'public' | 'signed-in' | readonly Role[];
  /** Also for somebody who must first change a one-time password or set up a second factor. */
  readonly duringDuty?: true;
  /** Also while an admin looks as a texter does, though it is no reading (GET). */
  readonly whileViewing?: true;
};

export const Duty = z.enum(['password', 'second-factor']);

/** Errors every procedure may answer with. `message` is a sentence for the person at the screen. */
const errors = {
  UNAUTHORIZED: { status: 401, message: 'Please sign in.' },
  FORBIDDEN: { status: 403, message: 'Your role does not allow this.' },
  NOT_FOUND: { status: 404, message: 'This is no longer here.' },
  CONFLICT: { status: 409, message: 'This changed in the meantime. Look again and repeat.' },
  INVALID: {
    status: 422,
    message: 'Something in the input is not right.',
    /** Where the input's own shape is wrong: which field, and why, for a form to show. */
    data: z
      .object({
        issues: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })),
      })
      .optional(),
  },
  LOCKED: {
    status: 429,
    message: 'Too many attempts. Wait and try again.',
    data: z.object({ until: z.number() }),
  },
  /** The password was right; a code of the authenticator app, or a recovery code, is wanted with it. */
  SECOND_FACTOR: { status: 401, message: 'A code is needed.' },
  /** Signed in, but first a one-time password must be changed, or a second factor set up. */
  DUTY: { status: 403, message: 'Something must be done first.', data: z.object({ duty: Duty }) },
  /** The guard stopped a message; it is recorded as prevented. */
  GUARD: { status: 409, message: 'This message may not be sent.', data: z.object({ rule: GuardRule }) },
  UNAVAILABLE: { status: 503, message: 'The store is not open.' },
} as const;

const base = oc.$meta<Access>({ roles: ['admin'] }).errors(errors);

/** Builders by access. Every procedure starts from one of these, so none can forget its role. */
export const everybody = base.meta({ roles: 'public' });
export const signedIn = base.meta({ roles: 'signed-in' });
/** What concerns one's own account, before anything else may be done. */
export const ownAccount = base.meta({ roles: 'signed-in', duringDuty: true });
/** What leads out of every such state. */
export const leaving = base.meta({ roles: 'signed-in', duringDuty: true, whileViewing: true });
export const admins = base.meta({ roles: ['admin'] });
export const overseers = base.meta({ roles: ['admin', 'supervisor'] });
export const texting = base.meta({ roles: ['admin', 'texter'] });

export const Id = z.string().min(1).max(64);
export const Time = z.number().int().describe('UTC milliseconds');
export const Ok = z.object({ ok: z.literal(true) });
export const ById = z.object({ id: Id });
