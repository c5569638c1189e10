import { z } from 'zod';
import { Role } from '../../schema/words.ts';
import { atDesks, Id, Time } from '../base/procedure.ts';

/** A pasted line as it was read; `problem` is empty where it can be added. */
export const NewAccountLine = z.object({
  line: z.number().int(),
  name: z.string(),
  login: z.string(),
  role: Role.nullable().describe('Null: what stands there is no role'),
  problem: z.string(),
});
export type NewAccountLine = z.infer<typeof NewAccountLine>;

const Lines = z.object({
  text: z
    .string()
    .max(40_000)
    .describe(
      'One account a line: name, login and, where it is another one, the role; by commas, semicolons or tabs',
    ),
  role: Role.default('texter').describe('Of lines that name none'),
});

const tags = ['Accounts'];

export const manyAccounts = {
  check: atDesks.admins
    .route({
      method: 'POST',
      path: '/accounts/many/check',
      tags,
      summary: 'What pasted lines would add, line by line',
    })
    .input(Lines)
    .output(z.array(NewAccountLine)),
  add: atDesks.admins
    .meta({ roles: ['admin'], secretAnswer: true })
    .route({
      method: 'POST',
      path: '/accounts/many',
      tags,
      summary: 'Add an account for each line, or none; one-time passwords, shown once',
    })
    .input(Lines)
    .output(
      z.object({
        made: z.array(
          z.object({ id: Id, name: z.string(), login: z.string(), role: Role, password: z.string() }),
        ),
        until: Time.describe('Until when the passwords can be used'),
      }),
    ),
};
