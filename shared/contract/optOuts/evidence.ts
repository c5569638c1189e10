import { z } from 'zod';
import { MessageKind, MessageState, PictureKind } from '../../schema/words.ts';
import { says } from '../../text/says.ts';
import { atDesks, Id, overseers, Time } from '../base/procedure.ts';
import { OptOutFact, Why } from '../people.ts';

/** SHA-256, 64 hexadecimal digits. */
const Hash = z.string().regex(/^[0-9a-f]{64}$/, says('api:hash'));
const Position = z
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);

/** The name of a console's chain in the ledger. */
const Chain = z.string().min(1).max(16);

/**
 * A ledger entry as it was chained; `clock` begins with UTC milliseconds in base 36. Without texts, names and
 * numbers.
 */
const LedgerFields = z.strictObject({
  id: z.string(),
  clock: z.string(),
  actor: z.string(),
  kind: z.string(),
  subject: z.string(),
  evidence_id: z.string().nullable(),
  payload: z.string(),
});

/**
 * One step from the last entry of a chain back to its first entry about the person: complete where it is
 * about them, else its digest.
 */
const ProofStep = z.union([
  z.strictObject({
    position: Position,
    previous: Hash,
    skip: Hash,
    /** Its number among the entries of this chain about this person, from 1. */
    nth: z.number().int().min(1),
    entry: LedgerFields,
  }),
  z.strictObject({ position: Position, previous: Hash, skip: Hash, digest: Hash }),
]);
export type ProofStep = z.infer<typeof ProofStep>;

const ChainProof = z.strictObject({
  /** The console that wrote it. */
  chain: Chain,
  /** How many entries the chain has. */
  length: Position,
  /** The hash of its last entry. */
  head: Hash,
  /** From the last entry backwards. */
  steps: z.array(ProofStep).min(1),
});
export type ChainProof = z.infer<typeof ChainProof>;

/**
 * The ledger's part about one person, with what is needed to check it without the rest (see
 * main/core/ledger/chain.ts).
 */
export const LedgerProof = z.strictObject({
  chains: z
    .array(ChainProof)
    .describe('Each chain with entries about the person: proves all of them, up to its last entry'),
  others: z
    .array(z.strictObject({ chain: Chain, position: Position, hash: Hash }))
    .describe(
      'The last entry of each other chain that the console had. That there is nothing about the person in ' +
        'them is what it says; only its store can prove it',
    ),
});
export type LedgerProof = z.infer<typeof LedgerProof>;

const Request = OptOutFact.extend({
  senderNumber: z.string().nullable(),
  /** Queued texts that it cancelled. */
  cancelled: z.number(),
  reversedAt: Time.nullable(),
  /**
   * Texts that left for this number while this opt-out was in force, without confirmations. 0 if Heed keeps
   * its promise.
   */
  leftAfter: z.number(),
}).strict();

/** Everything about one number's consent. Times are UTC milliseconds. */
export const Evidence = z.strictObject({
  subject: z.string().describe('Keyed hash of the number; the ledger knows the person by it'),
  number: z.string().nullable().describe('null once it was erased'),
  name: z.string(),
  optedOut: z.boolean(),
  requests: z.array(Request).describe('What was asked, received and enforced, first one first'),
  prevented: z.array(Why.shape.prevented.element.strict()),
  confirmations: z.array(
    z.strictObject({
      id: Id,
      optOutId: Id.nullable(),
      sentBy: z.enum(['heed', 'provider']),
      state: MessageState,
      body: z.string(),
      at: Time,
      settledAt: Time.nullable(),
    }),
  ),
  reversals: z.array(Why.shape.reversals.element.strict()),
  deeds: z
    .array(
      z.strictObject({
        chain: Chain,
        position: Position,
        at: Time,
        kind: z.string(),
        text: z.string(),
        /** The person; null: Heed by itself, or a provider. */
        by: z.string().nullable(),
      }),
    )
    .describe('Who did what, as the ledger has it'),
  texts: z.array(
    z.strictObject({
      id: Id,
      direction: z.enum(['in', 'out']),
      kind: MessageKind,
      campaignName: z.string().nullable(),
      senderNumber: z.string().nullable(),
      body: z.string(),
      pictures: z
        .array(z.strictObject({ kind: PictureKind, bytes: z.number(), hash: Hash }))
        .optional()
        .describe('Those that came, by the SHA-256 of their content'),
      state: MessageState,
      at: Time,
    }),
  ),
});
export type Evidence = z.infer<typeof Evidence>;

/**
 * Checked by `npm run -s verify -- --file FILE`, without the store. Every field is covered by the last entry
 * of the chain in which the export stands.
 */
export const EvidenceFile = z.strictObject({
  format: z.literal('heed-evidence'),
  version: z.literal(1),
  made: z.strictObject({ at: Time, by: z.string(), organisation: z.string(), as: z.enum(['json', 'print']) }),
  evidence: Evidence,
  ledger: LedgerProof,
});
export type EvidenceFile = z.infer<typeof EvidenceFile>;

const tags = ['Evidence'];
const Of = z.object({
  of: z
    .string()
    .trim()
    .min(1, says('api:whichNumber'))
    .max(60)
    .describe('A number in any format, or a subject'),
});

export const evidence = {
  get: atDesks.overseers
    .route({ method: 'GET', path: '/evidence', tags, summary: 'The evidence about one number, checked' })
    .input(Of)
    .output(
      z.object({
        evidence: Evidence,
        ledger: LedgerProof,
        /** What is wrong, one sentence each; empty: nothing. */
        problems: z.array(z.string()),
      }),
    ),
  export: overseers
    .route({
      method: 'POST',
      path: '/evidence/export',
      tags,
      summary: 'The evidence as a file that can be checked without Heed’s store; recorded in the ledger',
    })
    .input(Of.extend({ as: z.enum(['json', 'print']).default('json') }))
    .output(EvidenceFile),
};
