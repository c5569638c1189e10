import { z } from 'zod';
import { Role } from '../../schema/words.ts';
import { says } from '../../text/says.ts';
import { admins, ById, Id, Time } from '../base/procedure.ts';

/** Days. A key lives for a year at most; then a new one must be made. */
export const LONGEST_KEY_DAYS = 365;

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  role: Role,
  /** The texter that a texter's key acts for; null for other roles, where the key acts under its own name. */
  texter: z.object({ id: Id, name: z.string() }).nullable(),
  /** The first letters of the token, to tell keys apart. */
  start: z.string(),
  createdAt: Time,
  createdBy: z.string().nullable(),
  expiresAt: Time,
  lastUsedAt: Time.nullable(),
  revokedAt: Time.nullable(),
  /** blocked: its texter may not sign in, or is no texter any more. */
  state: z.enum(['active', 'expired', 'revoked', 'blocked']),
});
export type ApiKey = z.infer<typeof ApiKey>;

const tags = ['API keys'];

export const apiKey = {
  list: admins
    .route({
      method: 'GET',
      path: '/api-keys',
      tags,
      summary: 'All API keys, those that have ended too',
    })
    .output(z.array(ApiKey)),
  create: admins
    .meta({ roles: ['admin'], secretAnswer: true })
    .route({
      method: 'POST',
      path: '/api-keys',
      tags,
      summary: 'Make an API key; its token is in this answer and never shown again',
    })
    .input(
      z.object({
        name: z.string().trim().min(1, says('api:keyName')).max(80),
        role: Role,
        /**
         * The texter for whom a texter's key acts: it may see and do what they may. Required for texters,
         * refused for others.
         */
        texterId: Id.optional(),
        validDays: z.number().int().min(1, says('api:oneDay')).max(LONGEST_KEY_DAYS, says('api:aYear')),
      }),
    )
    .output(z.object({ key: ApiKey, token: z.string().describe('heed_…, to be sent as a bearer token') })),
  revoke: admins
    .route({
      method: 'POST',
      path: '/api-keys/{id}/revoke',
      tags,
      summary: 'End an API key at once and for good',
    })
    .input(ById)
    .output(ApiKey),
};
