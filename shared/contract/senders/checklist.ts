import { z } from 'zod';
import { atDesks, Id, Time } from '../base/procedure.ts';

export const RegistrationState = z.enum(['none', 'pending', 'approved', 'rejected']);
export type RegistrationState = z.infer<typeof RegistrationState>;

/** US 10DLC, as an admin noted it: the organisation’s brand and its campaign at The Campaign Registry. */
export const RegistrationDraft = z.object({
  brand: RegistrationState,
  brandId: z.string().trim().max(60),
  campaign: RegistrationState,
  campaignId: z.string().trim().max(60),
});
export type RegistrationDraft = z.infer<typeof RegistrationDraft>;
export const Registration = RegistrationDraft.extend({ by: z.string(), at: Time });
export type Registration = z.infer<typeof Registration>;

/** The same, as a provider told it of each sender number of a connection. */
export const RegistrationRead = z.object({
  connectionId: Id,
  connection: z.string(),
  at: Time.nullable().describe('When it was last read; null: it never could be'),
  trouble: z.string().describe('Why the last reading failed; empty: it did not'),
  numbers: z.array(RegistrationDraft.extend({ number: z.string() })),
});
export type RegistrationRead = z.infer<typeof RegistrationRead>;

/** A point of the list: what is in place, what could be better, what stands in the way of a launch. */
const Point = z.object({
  id: z.string(),
  level: z.enum(['ok', 'warning', 'blocker']),
  title: z.string(),
  detail: z.string(),
});
export const SetUpPoint = Point.extend({
  place: z.array(z.string()).describe('Where it is put right, as in the address of the screen'),
});
export type SetUpPoint = z.infer<typeof SetUpPoint>;

const Checklist = z.object({
  points: z.array(SetUpPoint),
  /** Campaigns that are not launched yet, with the points that their own page names. */
  campaigns: z.array(z.object({ id: Id, name: z.string(), points: z.array(SetUpPoint) })),
  registration: Registration.nullable().describe('As noted by hand'),
  registrationRead: z.array(RegistrationRead).describe('As providers told it'),
  ready: z.boolean().describe('Nothing stands in the way of texting, and a campaign can be launched or was'),
});
export type Checklist = z.infer<typeof Checklist>;

const tags = ['Set-up'];

export const checklist = {
  read: atDesks.admins
    .route({
      method: 'GET',
      path: '/set-up',
      tags,
      summary: 'What is in place for texting, and what is missing',
    })
    .output(Checklist),
  setRegistration: atDesks.admins
    .route({
      method: 'PUT',
      path: '/set-up/registration',
      tags,
      summary: 'Note where the 10DLC registration stands',
    })
    .input(RegistrationDraft)
    .output(Registration),
  readRegistration: atDesks.admins
    .route({
      method: 'POST',
      path: '/set-up/registration/read',
      tags,
      summary: 'Ask the providers now where the 10DLC registration stands; once a day they are asked anyway',
    })
    .output(z.array(RegistrationRead)),
};
