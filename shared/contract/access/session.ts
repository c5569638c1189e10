import { z } from 'zod';
import { Role } from '../../schema/words.ts';
import { says } from '../../text/says.ts';
import { typedName } from '../../text/typedName.ts';
import { atDesks, Duty, everybody, Id, Ok, Place, signedIn, Time } from '../base/procedure.ts';

export const Me = z.object({ id: Id, login: z.string(), name: z.string(), role: Role });
export type Me = z.infer<typeof Me>;

/** What a person is called. */
export const PersonName = z.string().overwrite(typedName).trim().min(1, says('common:field.name')).max(120);
export const Password = z.string().min(10, says('common:field.password')).max(200);
export const Login = z
  .string()
  .trim()
  .min(2, says('common:field.loginShort'))
  .max(80)
  .regex(/^[\p{L}\p{N}._@+-]+$/u, says('common:field.loginSigns'));

/** What the window needs before anybody has signed in. Nothing about contacts. */
export const SessionState = z.object({
  /**
   * first-run: no store yet; locked: a passphrase is needed; stopped: the store cannot be opened, see
   * `problem`.
   */
  phase: z.enum(['first-run', 'locked', 'stopped', 'sign-in', 'signed-in']),
  place: Place.describe('Where the caller is: at the console, or at a desk on another computer'),
  problem: z
    .object({
      message: z.string(),
      remedy: z.string(),
      passing: z
        .literal(true)
        .optional()
        .describe('Nothing is wrong: Heed works on the store, and goes on by itself'),
      key: z.literal(true).optional().describe('It is the key that cannot be had: no back-up would help'),
    })
    .nullable(),
  /** system: this computer's key store; passphrase: a person types one. */
  keyStore: z.enum(['system', 'passphrase']),
  passphraseGiven: z.boolean().describe('HEED_PASSPHRASE gives the passphrase, so set-up needs none'),
  demo: z.boolean(),
  organisation: z.string(),
  me: Me.nullable(),
  /** Signed in, but this must be done first; everything else is refused until then. */
  duty: Duty.nullable(),
  /** The texter as whom this admin looks. */
  viewing: z.object({ id: Id, name: z.string() }).nullable(),
  /** Demo only: invented accounts, to fill in the sign-in page. */
  demoAccounts: z.array(z.object({ login: z.string(), password: z.string(), name: z.string(), role: Role })),
  idleLockMinutes: z.number(),
  /** Null before sign-in and for texters. */
  autoOptOut: z.boolean().nullable(),
});
export type SessionState = z.infer<typeof SessionState>;

/** A code of an authenticator app, or a recovery code, as typed. */
const Code = z.string().trim().min(1, says('common:field.code')).max(60);
const RecoveryCodes = z.array(z.string()).describe('Shown this once; each is good for one sign-in');

const secondFactor = {
  state: atDesks.ownAccount
    .route({
      method: 'GET',
      path: '/session/second-factor',
      tags: ['Session'],
      summary: 'Your second factor',
    })
    .output(
      z.object({
        on: z.boolean(),
        since: Time.nullable(),
        codesLeft: z.number(),
        /** The account's role must have one. */
        demanded: z.boolean(),
      }),
    ),
  begin: atDesks.ownAccount
    .meta({ roles: 'signed-in', duringDuty: true, secretAnswer: true })
    .route({
      method: 'POST',
      path: '/session/second-factor',
      tags: ['Session'],
      summary:
        'A new secret for your authenticator app (RFC 6238), shown this once; not in force before it is confirmed',
    })
    .input(z.object({ password: z.string().max(1000) }))
    .output(z.object({ secret: z.string(), uri: z.string() })),
  confirm: atDesks.ownAccount
    .meta({ roles: 'signed-in', duringDuty: true, secretAnswer: true })
    .route({
      method: 'POST',
      path: '/session/second-factor/confirm',
      tags: ['Session'],
      summary: 'Put it in force with a code of the app; your other sign-ins end',
    })
    .input(z.object({ code: Code }))
    .output(z.object({ recoveryCodes: RecoveryCodes })),
  newCodes: atDesks.signedIn
    .meta({ roles: 'signed-in', secretAnswer: true })
    .route({
      method: 'POST',
      path: '/session/second-factor/codes',
      tags: ['Session'],
      summary: 'New recovery codes instead of the earlier ones',
    })
    .input(z.object({ code: Code }))
    .output(z.object({ recoveryCodes: RecoveryCodes })),
  turnOff: atDesks.signedIn
    .route({
      method: 'POST',
      path: '/session/second-factor/off',
      tags: ['Session'],
      summary: 'Sign in with the password alone from now on',
    })
    .input(z.object({ password: z.string().max(1000), code: Code }))
    .output(Ok),
};

export const session = {
  state: atDesks.everybody
    .route({
      method: 'GET',
      path: '/session',
      tags: ['Session'],
      summary: 'Who is signed in, and what is open',
    })
    .output(SessionState),
  signIn: atDesks.everybody
    .route({ method: 'POST', path: '/session', tags: ['Session'], summary: 'Sign in; gives a bearer token' })
    .input(
      z.object({
        login: z.string().max(200),
        password: z.string().max(1000),
        code: Code.optional().describe(
          'Of the authenticator app, or a recovery code; wanted where SECOND_FACTOR is the answer',
        ),
      }),
    )
    .output(
      z.object({
        me: Me,
        token: z.string().describe('Bearer token for the REST interface; empty at a desk, which has none'),
        recovered: z
          .object({ name: z.string(), at: Time })
          .nullable()
          .describe(
            'Told once to each admin: this account was recovered from the command line of the computer',
          ),
      }),
    ),
  signOut: atDesks.leaving
    .route({ method: 'DELETE', path: '/session', tags: ['Session'], summary: 'Sign out' })
    .output(Ok),
  changePassword: atDesks.ownAccount
    .route({
      method: 'POST',
      path: '/session/password',
      tags: ['Session'],
      summary: 'Change your own password',
    })
    .input(z.object({ current: z.string().max(1000), next: Password }))
    .output(Ok),
  secondFactor,
  windowLink: signedIn
    .meta({ roles: 'signed-in', secretAnswer: true })
    .route({
      method: 'POST',
      path: '/session/window',
      tags: ['Session'],
      summary: 'Another window: a one-time address that opens it',
    })
    .output(
      z.object({ url: z.string().describe('Empty where the desktop program has opened the window itself') }),
    ),
};

export const setup = {
  startDemo: everybody
    .route({
      method: 'POST',
      path: '/setup/demo',
      tags: ['Set-up'],
      summary: 'Make and open the demo, with invented people',
    })
    .output(Ok),
  create: everybody
    .route({
      method: 'POST',
      path: '/setup',
      tags: ['Set-up'],
      summary: 'Make a store for an organisation and its first admin',
    })
    .input(
      z.object({
        organisation: z.string().trim().min(1, says('common:field.organisation')).max(120),
        name: z.string().trim().min(1, says('common:field.name')).max(120),
        login: Login,
        password: Password,
        /** Required where this computer has no key store. */
        passphrase: z.string().min(12, says('common:field.passphrase')).max(1000).optional(),
      }),
    )
    .output(Ok),
  unlock: everybody
    .route({
      method: 'POST',
      path: '/setup/unlock',
      tags: ['Set-up'],
      summary: 'Open the store with its passphrase',
    })
    .input(z.object({ passphrase: z.string().min(1).max(1000) }))
    .output(Ok),
  retry: everybody
    .route({
      method: 'POST',
      path: '/setup/retry',
      tags: ['Set-up'],
      summary: 'Try again to open a store that could not be opened',
    })
    .output(Ok),
  leaveDemo: everybody
    .route({
      method: 'POST',
      path: '/setup/leave-demo',
      tags: ['Set-up'],
      summary: 'Close the demo and go back to the start',
    })
    .output(Ok),
};
