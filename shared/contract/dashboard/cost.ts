import { z } from 'zod';
import { Region } from '../../schema/words.ts';
import { Currency } from '../../text/money.ts';
import { atDesks, Id } from '../base/procedure.ts';
import { Vendor } from '../settings.ts';

const Micros = z.number().int().describe('Millionths of the currency’s unit');

const Price = z.object({
  vendor: Vendor,
  /** Null: no price was entered for it. */
  currency: Currency.nullable(),
  partMicros: Micros.nullable(),
  pictureMicros: Micros.nullable().describe('Of a text with a picture'),
});

/** What a campaign costs: parts, as providers count them, by the price of a part. */
export const Cost = z.object({
  campaignId: Id,
  region: Region,
  /**
   * What was sent so far, by provider. `micros` is parts by the price of a part and texts with a picture by
   * theirs, at today’s prices; null where one of them is not known.
   */
  soFar: z.array(
    Price.extend({
      texts: z.number().int(),
      parts: z.number().int(),
      pictures: z.number().int(),
      micros: Micros.nullable(),
    }),
  ),
  /** The first texts that are still to leave. */
  ahead: z.object({
    contacts: z.number().int().describe('Contacts who can still get their first text'),
    read: z.number().int().describe('For how many of them the script was filled'),
    readParts: z.number().int().describe('How many parts those texts have'),
    pictures: z.number().int().describe('How many of them carry the campaign’s picture, so have no parts'),
    parts: z.number().int().describe('For all: contacts × readParts ÷ read, rounded up'),
    /** With each provider that can send it. */
    prices: z.array(Price.extend({ micros: Micros.nullable() })),
  }),
});
export type Cost = z.infer<typeof Cost>;

export const cost = {
  read: atDesks.overseers
    .route({
      method: 'GET',
      path: '/campaigns/{campaignId}/cost',
      tags: ['Campaigns'],
      summary: 'What a campaign has cost so far, and an estimate of what is ahead',
    })
    .input(z.object({ campaignId: Id }))
    .output(Cost),
};
