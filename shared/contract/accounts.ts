import { z } from 'zod';
import { Role } from '../schema/words.ts';
import { Login, Password, PersonName } from './access/session.ts';
import { admins, atDesks, Id, Time } from './base/procedure.ts';

export const Account = z.object({
  id: Id,
  login: z.string(),
  name: z.string(),
  role: Role,
  active: z.boolean(),
  createdAt: Time,
  secondFactor: z.boolean(),
  /** They have an admin's one-time password and have not changed it yet. */
  mustChangePassword: z.boolean(),
});
export type Account = z.infer<typeof Account>;

const tags = ['Accounts'];

export const account = {
  list: atDesks.admins
    .route({ method: 'GET', path: '/accounts', tags, summary: 'All accounts' })
    .output(z.array(Account)),
  texters: atDesks.overseers
    .route({
      method: 'GET',
      path: '/texters',
      tags,
      summary: 'Names of all who text or have texted, to filter by; nothing else of their accounts',
    })
    .output(z.array(z.object({ id: Id, name: z.string() }))),
  overseers: atDesks.overseers
    .route({
      method: 'GET',
      path: '/overseers',
      tags,
      summary: 'Who can be asked to decide: active admins and supervisors',
    })
    .output(z.array(z.object({ id: Id, name: z.string(), role: Role }))),
  create: atDesks.admins
    .route({ method: 'POST', path: '/accounts', tags, summary: 'Add an account' })
    .input(z.object({ login: Login, name: PersonName, role: Role, password: Password }))
    .output(Account),
  update: atDesks.admins
    .route({
      method: 'POST',
      path: '/accounts/{id}',
      tags,
      summary: 'Change name, role or whether it may sign in',
    })
    .input(
      z.object({
        id: Id,
        name: PersonName.optional(),
        role: Role.optional(),
        active: z.boolean().optional(),
      }),
    )
    .output(Account),
  recover: admins
    .meta({ roles: ['admin'], secretAnswer: true })
    .route({
      method: 'POST',
      path: '/accounts/{id}/recover',
      tags,
      summary: 'Let somebody in again: a one-time password, shown once, that must be changed',
    })
    .input(
      z.object({
        id: Id,
        clearSecondFactor: z
          .boolean()
          .default(false)
          .describe('Their phone is lost, too: sign in without a second factor until they set up another'),
      }),
    )
    .output(z.object({ password: z.string(), until: Time })),
};
