import { z } from 'zod';
import { says } from '../text/says.ts';
import { Password } from './access/session.ts';
import { admins, ById, everybody, Id, Ok, Time } from './base/procedure.ts';
import { TimeApart, TimeApartInFull } from './consoles/together.ts';

const tags = ['Consoles'];

const Console = z.object({
  id: Id,
  name: z.string(),
  self: z.boolean().describe('This console'),
  invited: z.boolean().describe('It was invited and has not joined yet'),
  joinedAt: Time,
  seenAt: Time.nullable().describe('When it spoke to the log last; null: never'),
  here: z.boolean().describe('Whether it spoke to the log within the last minute'),
  behind: z.number().int().describe('How many changes of others it has not applied yet'),
  connections: z.array(z.string()).describe('Names of the connections for which it sends'),
});

/** The consoles of the organisation, and how this one stands to them. */
export const ConsolesState = z.object({
  united: z.boolean().describe('False: this console is alone, and nothing below counts'),
  address: z.string().describe('Host, port and name of the database, without account and password'),
  consoles: z.array(Console).describe('As the log told them last; those that were removed are left out'),
  waiting: z.number().int().describe('Changes of this console that the log does not have yet'),
  behind: z.number().int().describe('Changes of others that this console has not applied yet'),
  outOfReachSince: Time.nullable().describe('Since when the log does not answer; null: it does'),
  problem: z.string().describe('Why changes are not exchanged, and what to do; empty: nothing is wrong'),
  keyDue: z
    .boolean()
    .describe('Whether a console that has gone still has the newest key; a new one is being made'),
  sends: z.boolean().describe('Whether this console sends for at least one connection'),
});
export type ConsolesState = z.infer<typeof ConsolesState>;

/** Where the log is, as the owner of the database gives it. Used once and not kept. */
export const LogDatabase = z.object({
  address: z
    .string()
    .trim()
    .min(1, says('consoles:form.addressNeeded'))
    .max(2000)
    .describe(
      'postgresql://account:password@host:port/database; the account must own the database, or may make schemas and roles in it',
    ),
  ca: z
    .string()
    .max(100_000)
    .describe('PEM of the authority that signed its certificate; empty: those that this computer knows'),
});

export type LogDatabase = z.infer<typeof LogDatabase>;

const ConsoleName = z.string().trim().min(1, says('consoles:form.nameNeeded')).max(60);

/** What is there and what lacks, in the order in which it is needed. */
export const LogCheck = z.object({
  checks: z.array(
    z.object({
      what: z.string(),
      ok: z.boolean(),
      detail: z.string().describe('What to do; empty where all is well'),
    }),
  ),
  ready: z.boolean(),
});
export type LogCheck = z.infer<typeof LogCheck>;

export const consoles = {
  state: admins
    .route({
      method: 'GET',
      path: '/consoles',
      tags,
      summary: 'The consoles of the organisation, and who sends',
    })
    .output(ConsolesState),
  check: admins
    .route({
      method: 'POST',
      path: '/consoles/check',
      tags,
      summary: 'Test a database for the log; changes nothing',
    })
    .input(LogDatabase)
    .output(LogCheck),
  begin: admins
    .route({ method: 'POST', path: '/consoles', tags, summary: 'Make the log, and this console its first' })
    .input(LogDatabase.extend({ name: ConsoleName }))
    .output(ConsolesState),
  invite: admins
    .meta({ roles: ['admin'], secretAnswer: true })
    .route({
      method: 'POST',
      path: '/consoles/invitations',
      tags,
      summary: 'A code with which another computer becomes a console; good once, for an hour',
    })
    .input(z.object({ name: ConsoleName, password: Password.max(1000).describe('Your own, once more') }))
    .output(z.object({ code: z.string(), until: Time })),
  handOver: admins
    .route({
      method: 'POST',
      path: '/consoles/{id}/sending',
      tags,
      summary: 'Have this console send for all connections that it can use',
    })
    .input(ById)
    .output(ConsolesState),
  remove: admins
    .route({
      method: 'DELETE',
      path: '/consoles/{id}',
      tags,
      summary: 'Shut a console out; this console itself: leave, and go on alone',
    })
    .input(ById)
    .output(ConsolesState),
  timesApart: admins
    .route({
      method: 'GET',
      path: '/consoles/times-apart',
      tags,
      summary: 'When a console did not hear the others, and what came together afterwards; the latest first',
    })
    .output(z.array(TimeApart)),
  timeApart: admins
    .route({
      method: 'GET',
      path: '/consoles/times-apart/{id}',
      tags,
      summary: 'What came together after one of them, and what was decided how',
    })
    .input(ById)
    .output(TimeApartInFull),
  join: everybody
    .route({
      method: 'POST',
      path: '/consoles/join',
      tags,
      summary: 'At the first start: become a console of an organisation, with a code of another console',
    })
    .input(
      z.object({
        code: z.string().trim().min(1, says('consoles:form.codeNeeded')).max(10_000),
        keyStorePassphrase: z.string().max(1000).optional(),
      }),
    )
    .output(Ok),
  joining: everybody
    .route({ method: 'GET', path: '/consoles/join', tags, summary: 'How far that is' })
    .output(z.object({ done: z.number().int(), total: z.number().int(), waits: z.boolean() }).nullable()),
};
