import { z } from 'zod';
import { Role } from '../schema/words.ts';
import { says } from '../text/says.ts';
import { Login, Me, Password, PersonName } from './access/session.ts';
import { atDesks, ById, Id, Ok, Time } from './base/procedure.ts';

/** person: for one, good once; campaign: for whoever has it, to text in its campaigns. */
export const InvitationKind = z.enum(['person', 'campaign']);
export type InvitationKind = z.infer<typeof InvitationKind>;

/** used: as many people joined or wait as it is for. */
export const InvitationState = z.enum(['open', 'used', 'expired', 'revoked']);
export type InvitationState = z.infer<typeof InvitationState>;

export const Invitation = z.object({
  id: Id,
  kind: InvitationKind,
  role: Role,
  name: z.string().describe('Who is meant, or where the link is given out'),
  campaigns: z.array(z.object({ id: Id, name: z.string() })),
  mostPeople: z.number().int(),
  atOnce: z.boolean().describe('Whoever has the link joins; else an admin says yes first'),
  createdBy: z.string(),
  createdAt: Time,
  expiresAt: Time,
  joined: z.number().int(),
  waiting: z.number().int(),
  state: InvitationState,
});
export type Invitation = z.infer<typeof Invitation>;

/** Somebody who asked to join by a campaign's link and waits for an admin's yes. */
export const JoinRequest = z.object({
  id: Id,
  name: z.string(),
  login: z.string(),
  link: z.string().describe('The name of the link by which they came'),
  campaigns: z.array(z.object({ id: Id, name: z.string() })),
  askedAt: Time,
});
export type JoinRequest = z.infer<typeof JoinRequest>;

/** What the person at the other end of a link may know before they join. */
export const InvitationSeen = z.object({
  state: InvitationState.or(z.literal('unknown')),
  organisation: z.string(),
  /** Null where the link is good for nothing. */
  role: Role.nullable(),
  name: z.string().describe('Of the person who is meant; empty for a link for many'),
  by: z.string().describe('Who sent it; empty where the link is good for nothing'),
  atOnce: z.boolean(),
});
export type InvitationSeen = z.infer<typeof InvitationSeen>;

const Campaigns = z.array(Id).max(100);
const Days = z.number().int().min(1).max(90).default(7);
const Token = z.string().trim().max(200);

const Link = z.object({ id: Id, link: z.string().describe('Shown this once') });

const tags = ['Invitations'];

export const invitation = {
  list: atDesks.admins
    .route({ method: 'GET', path: '/invitations', tags, summary: 'Links by which people join, newest first' })
    .output(z.array(Invitation)),
  create: atDesks.admins
    .meta({ atDesks: true, roles: ['admin'], secretAnswer: true })
    .route({
      method: 'POST',
      path: '/invitations',
      tags,
      summary: 'Invite one person; the link is good once',
    })
    .input(z.object({ name: PersonName, role: Role, campaignIds: Campaigns.default([]), days: Days }))
    .output(Link),
  createMany: atDesks.admins
    .meta({ atDesks: true, roles: ['admin'], secretAnswer: true })
    .route({
      method: 'POST',
      path: '/invitations/many',
      tags,
      summary: 'Invite many, one name or address a line; a link for each, also as CSV',
    })
    .input(
      z.object({
        text: z.string().max(60_000),
        role: Role.default('texter'),
        campaignIds: Campaigns.default([]),
        days: Days,
      }),
    )
    .output(
      z.object({
        made: z.array(z.object({ id: Id, name: z.string(), link: z.string() })),
        csv: z.string().describe('The same as a file: name and link'),
      }),
    ),
  createForCampaign: atDesks.admins
    .meta({ atDesks: true, roles: ['admin'], secretAnswer: true })
    .route({
      method: 'POST',
      path: '/invitations/campaign',
      tags,
      summary: 'A link for many: whoever has it may ask to join as a texter',
    })
    .input(
      z.object({
        name: PersonName,
        campaignIds: Campaigns.min(1, says('invitations:field.campaign')),
        until: Time,
        mostPeople: z.number().int().min(1).max(1000),
        atOnce: z.boolean(),
      }),
    )
    .output(Link),
  revoke: atDesks.admins
    .route({
      method: 'DELETE',
      path: '/invitations/{id}',
      tags,
      summary: 'The link is good for nobody any more; who joined by it stays',
    })
    .input(ById)
    .output(Ok),
  requests: atDesks.admins
    .route({
      method: 'GET',
      path: '/join-requests',
      tags,
      summary: 'Who asked to join and waits for a yes, oldest first',
    })
    .output(z.array(JoinRequest)),
  admit: atDesks.admins
    .route({ method: 'POST', path: '/join-requests/{id}/admit', tags, summary: 'Let somebody join' })
    .input(ById)
    .output(Ok),
  refuse: atDesks.admins
    .route({ method: 'POST', path: '/join-requests/{id}/refuse', tags, summary: 'Do not let somebody join' })
    .input(ById)
    .output(Ok),
};

export const join = {
  look: atDesks.everybody
    .route({ method: 'POST', path: '/join/look', tags, summary: 'What a link to join is good for' })
    .input(z.object({ token: Token }))
    .output(InvitationSeen),
  accept: atDesks.everybody
    .route({
      method: 'POST',
      path: '/join',
      tags,
      summary:
        'Join by a link, with a name and a password of one’s own; a window is signed in where no yes is needed',
    })
    .input(z.object({ token: Token, name: PersonName, login: Login, password: Password }))
    .output(
      z.discriminatedUnion('state', [
        z.object({ state: z.literal('joined'), me: Me }),
        z.object({
          state: z.literal('waiting'),
          request: z.string().describe('With it the window asks whether there is an answer'),
        }),
      ]),
    ),
  answer: atDesks.everybody
    .route({
      method: 'POST',
      path: '/join/answer',
      tags,
      summary: 'Whether a request to join was answered',
    })
    .input(z.object({ request: Token }))
    .output(z.object({ state: z.enum(['waiting', 'joined', 'refused']) })),
};
