import { z } from 'zod';
import { VENDOR_NAMES } from '../providers/index.ts';
import { Decision, Profile, Region, Role } from '../schema/words.ts';
import { Currency } from '../text/money.ts';
import { says } from '../text/says.ts';
import { atDesks } from './base/procedure.ts';
import { Confirmed } from './base/warning.ts';

const Minutes = z
  .number()
  .int()
  .min(0)
  .max(1440)
  .describe('Minutes after midnight, local time of the recipient');

/** At most `most` first texts to one person within `days` days, in all campaigns together. */
export const OftenLimit = z.object({
  days: z.number().int().min(1).max(365),
  most: z.number().int().min(1).max(50),
});
export type OftenLimit = z.infer<typeof OftenLimit>;

/** When a contact's picture is folded away until somebody asks to see it. */
export const FoldPictures = z.enum(['always', 'suspected', 'never']);
export type FoldPictures = z.infer<typeof FoldPictures>;

export const Vendor = z.enum(VENDOR_NAMES);

/** What a provider bills for one part of a text in a region. */
const PartPrice = z.object({
  vendor: Vendor,
  region: Region,
  currency: Currency,
  partMicros: z.number().int().min(0).max(100_000_000).describe('Millionths of the currency’s unit'),
  pictureMicros: z
    .number()
    .int()
    .min(0)
    .max(100_000_000)
    .optional()
    .describe('The same for a text with a picture, however long its words are; left out: not known'),
});
export type PartPrice = z.infer<typeof PartPrice>;

export const Settings = z.object({
  organisation: z.string().trim().min(1).max(120),
  autoOptOut: z.boolean(),
  /** Provider-1: true judges the first response alone, false any response. */
  firstResponseOnly: z.boolean(),
  confirmationText: z.string().trim().min(1).max(480),
  /** HELP, INFO and the like are answered automatically on provider-1, at most once a day for each person. */
  helpAnswer: z.boolean(),
  /** The answer: it must have {organisation}, {contact} and STOP. */
  helpText: z.string().trim().min(1).max(480),
  /** Whom to ask: an address, a telephone number, or the word that replies are read. */
  helpContact: z.string().trim().min(1).max(120),
  extraKeywords: z.array(z.string().trim().min(1).max(60)).max(200),
  extraPhrases: z.array(z.string().trim().min(1).max(120)).max(200),
  /** Texts leave from `sendFrom` (inclusive) until `sendUntil` (exclusive), never outside 8:00 to 21:00. */
  quietHours: z.object({ sendFrom: Minutes, sendUntil: Minutes }),
  /** Whether the stricter hours of US states and of Canada count as well. */
  stateHours: z.boolean(),
  idleLockMinutes: z.number().int().min(1).max(480),
  /** Roles that must sign in with a second factor. */
  secondFactorRoles: z.array(Role).max(3),
  /**
   * Sending waits where replies were last read longer ago than this: there may be a STOP among the unread
   * ones.
   */
  inboundLimitMinutes: z.number().int().min(1).max(60),
  /** Null: a person may be texted by any number of campaigns. Replies never count. */
  oftenLimit: OftenLimit.nullable(),
  foldPictures: FoldPictures.describe(
    'suspected: where words of theirs may be abusive, or they have not written any yet',
  ),
  /** What texts cost; one price a provider and region. For estimates only: nothing is billed by it. */
  prices: z
    .array(PartPrice)
    .max(60)
    .refine(
      (prices) => new Set(prices.map(({ vendor, region }) => `${vendor} ${region}`)).size === prices.length,
      says('api:onePrice'),
    ),
});
export type Settings = z.infer<typeof Settings>;

export const Verdict = z.object({ decision: Decision, rule: z.string(), matched: z.string() });
export type Verdict = z.infer<typeof Verdict>;

/** What becomes of waiting plain STOPs when auto opt-outs are turned on. */
export const WaitingStops = z.enum(['opt-out', 'hold']);
export type WaitingStops = z.infer<typeof WaitingStops>;

const Vocabulary = z.object({
  version: z.string(),
  date: z.string(),
  keywords: z.object({ 'provider-1': z.array(z.string()), 'provider-2': z.array(z.string()) }),
});
export type Vocabulary = z.infer<typeof Vocabulary>;

const tags = ['Settings'];

export const settings = {
  get: atDesks.admins
    .route({ method: 'GET', path: '/settings', tags, summary: 'The organisation’s settings' })
    .output(Settings),
  update: atDesks.admins
    .route({ method: 'POST', path: '/settings', tags, summary: 'Change settings; what is left out stays' })
    .input(
      Settings.partial().extend({
        waitingStops: WaitingStops.default('opt-out').describe(
          'When this turns auto opt-outs on: what becomes of the STOPs that wait for a person',
        ),
        confirmed: Confirmed,
      }),
    )
    .output(Settings),
  vocabulary: atDesks.admins
    .route({
      method: 'GET',
      path: '/settings/vocabulary',
      tags,
      summary: 'The shipped keywords, with version and date',
    })
    .output(Vocabulary),
  tryText: atDesks.admins
    .route({ method: 'POST', path: '/settings/try', tags, summary: 'What a reply would do' })
    .input(
      z.object({
        text: z.string().max(2000),
        profile: Profile,
        autoOptOut: z.boolean(),
        response: z.enum(['first', 'later']),
      }),
    )
    .output(Verdict),
};
