import { z } from 'zod';
import { Role } from '../../schema/words.ts';
import { atDesks, Id, Ok, Place, Time } from '../base/procedure.ts';

/** A sign-in that has not ended: somebody who is here. */
export const SignIn = z.object({
  id: Id,
  account: z.object({ id: Id, name: z.string(), role: Role }),
  place: Place,
  device: z.string().describe('Browser and system of a desk, in a few words; empty at the console'),
  address: z.string().describe('Network address of a desk; empty at the console'),
  since: Time,
  lastActAt: Time.describe('To within a quarter of a minute'),
  mine: z.boolean().describe('The one with which this was asked'),
});
export type SignIn = z.infer<typeof SignIn>;

const tags = ['Accounts'];

export const signIns = {
  list: atDesks.admins
    .route({ method: 'GET', path: '/sign-ins', tags, summary: 'Who is here: each sign-in, latest act first' })
    .output(z.array(SignIn)),
  end: atDesks.admins
    .route({ method: 'POST', path: '/sign-ins/end', tags, summary: 'Sign out one, or all but yourself' })
    .input(z.object({ id: Id.optional().describe('Left out: all but the one with which this is asked') }))
    .output(Ok.extend({ ended: z.number().int() })),
};
