import { z } from 'zod';
import { Region } from '../schema/words.ts';
import { admins, ById, Id, mapOf, Ok, Piece, Time } from './base.ts';

/** Which column holds what, by zero-based index; null: not in the file. */
export const Mapping = z.object({
  number: z.number().int().min(0),
  firstName: z.number().int().min(0).nullable(),
  lastName: z.number().int().min(0).nullable(),
  externalId: z.number().int().min(0).nullable(),
  /** Further columns kept as merge fields: field name to column. */
  fields: z.record(z.string(), z.number().int().min(0)),
});
export type Mapping = z.infer<typeof Mapping>;

export const Preview = z.object({
  headers: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  mapping: Mapping.nullable(),
  encoding: z.string(),
  delimiter: z.string(),
});
export type Preview = z.infer<typeof Preview>;

/**
 * rows = imported + duplicate + invalid + wrongRegion + erased; of the undoing of an import, `imported` are the opt-outs that were reversed,
 * `duplicate` those that had been already. alreadyOptedOut counts those of the imported that may not be texted.
 */
export const ImportResult = z.object({
  rows: z.number(),
  imported: z.number(),
  duplicate: z.number(),
  invalid: z.number(),
  wrongRegion: z.number(),
  alreadyOptedOut: z.number(),
  /** Of a list of opt-outs: queued messages that it cancelled. */
  cancelled: z.number().default(0),
  /** Contacts who were erased: they stay away, and nothing of the row is kept. */
  erased: z.number().default(0),
  /** Of the imported contacts, those on hold until somebody decides what they meant. */
  onHold: z.number().default(0),
});
export type ImportResult = z.infer<typeof ImportResult>;

export const Job = z.object({
  id: Id,
  kind: z.enum(['contacts', 'opt-outs', 'opt-outs-undo']),
  campaignId: Id.nullable(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** Bytes read and to read, and rows so far. */
  progress: z.object({ bytes: z.number(), totalBytes: z.number(), rows: z.number() }),
  result: ImportResult.nullable(),
  detail: z.string(),
  createdAt: Time,
});
export type Job = z.infer<typeof Job>;

const tags = ['Imports'];

export const imports = {
  begin: admins
    .route({ method: 'POST', path: '/uploads', tags, summary: 'Begin to hand over a file' })
    .input(z.object({ name: z.string().max(300), size: z.number().int().min(0).describe('Bytes') }))
    .output(z.object({ uploadId: Id, chunkBytes: z.number() })),
  append: admins
    .route({
      method: 'POST',
      path: '/uploads/{uploadId}',
      tags,
      summary: 'Hand over the next piece, in order',
    })
    .input(
      z.object({
        uploadId: Id,
        offset: z.number().int().min(0),
        data: Piece,
      }),
    )
    .output(z.object({ received: z.number() })),
  preview: admins
    .route({
      method: 'POST',
      path: '/uploads/{uploadId}/preview',
      tags,
      summary: 'Headers, first rows, guessed columns',
    })
    .input(z.object({ uploadId: Id }))
    .output(Preview),
  contacts: admins
    .route({
      method: 'POST',
      path: '/campaigns/{campaignId}/contacts',
      tags,
      summary: 'Import the file into a campaign',
    })
    .input(
      z.object({
        uploadId: Id,
        campaignId: Id,
        mapping: Mapping.extend({ fields: mapOf(1000, 100, Mapping.shape.fields.valueType) }),
      }),
    )
    .output(Job),
  optOuts: admins
    .route({ method: 'POST', path: '/opt-outs/import', tags, summary: 'Import a list of opt-outs' })
    .input(
      z.object({
        uploadId: Id,
        numberColumn: z.number().int().min(0),
        region: Region.optional(),
        reason: z.string().trim().max(300).optional().describe('Stands with each opt-out in the record'),
      }),
    )
    .output(Job),
  job: admins
    .route({ method: 'GET', path: '/jobs/{id}', tags, summary: 'How an import stands' })
    .input(ById)
    .output(Job),
  jobs: admins
    .route({ method: 'GET', path: '/jobs', tags, summary: 'Imports, newest first' })
    .input(z.object({ campaignId: Id.optional() }))
    .output(z.array(Job)),
  cancel: admins
    .route({
      method: 'POST',
      path: '/jobs/{id}/cancel',
      tags,
      summary: 'Stop an import and take back its rows',
    })
    .input(ById)
    .output(Ok),
  refused: admins
    .route({ method: 'GET', path: '/jobs/{id}/refused', tags, summary: 'The refused rows and why, as CSV' })
    .input(ById)
    .output(z.object({ fileName: z.string(), csv: z.string() })),
};
