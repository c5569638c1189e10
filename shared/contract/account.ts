import { z } from 'zod';
import { Role } from '../schema/words.ts';
import { admins, Id, Ok, Time } from './base.ts';
import { Login, Password } from './session.ts';

export const Account = z.object({
  id: Id,
  login: z.string(),
  name: z.string(),
  role: Role,
  active: z.boolean(),
  createdAt: Time,
});
export type Account = z.infer<typeof Account>;

const tags = ['Accounts'];

export const account = {
  list: admins
    .route({ method: 'GET', path: '/accounts', tags, summary: 'All accounts' })
    .output(z.array(Account)),
  create: admins
    .route({ method: 'POST', path: '/accounts', tags, summary: 'Add an account' })
    .input(
      z.object({ login: Login, name: z.string().trim().min(1).max(120), role: Role, password: Password }),
    )
    .output(Account),
  update: admins
    .route({
      method: 'POST',
      path: '/accounts/{id}',
      tags,
      summary: 'Change name, role or whether it may sign in',
    })
    .input(
      z.object({
        id: Id,
        name: z.string().trim().min(1).max(120).optional(),
        role: Role.optional(),
        active: z.boolean().optional(),
      }),
    )
    .output(Account),
  setPassword: admins
    .route({
      method: 'POST',
      path: '/accounts/{id}/password',
      tags,
      summary: 'Give an account a new password',
    })
    .input(z.object({ id: Id, password: Password }))
    .output(Ok),
};
