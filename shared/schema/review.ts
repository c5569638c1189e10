import { z } from 'zod';

/**
 * upheld: the opt-out is what the contact wanted; mistaken: it is not; escalate: somebody else should decide.
 */
export const Verdict = z.enum(['upheld', 'mistaken', 'escalate']);
export type Verdict = z.infer<typeof Verdict>;

/** A sign of risk of an opt-out. */
export const ReviewSign = z.enum([
  'timeout',
  'no-words',
  'unusual',
  'nothing-found',
  'resume',
  'silent',
  'likely',
]);
export type ReviewSign = z.infer<typeof ReviewSign>;

/** Its bit in the store and its points. Points add up; the store computes the same sum to sort by it. */
export const REVIEW_SIGNS: Readonly<Record<ReviewSign, { readonly bit: number; readonly points: number }>> = {
  timeout: { bit: 1, points: 40 },
  'no-words': { bit: 2, points: 15 },
  unusual: { bit: 4, points: 20 },
  'nothing-found': { bit: 8, points: 30 },
  resume: { bit: 16, points: 25 },
  silent: { bit: 32, points: 10 },
  likely: { bit: 64, points: 5 },
};

/** The signs in a stored set of bits, the heaviest first. */
export function signsOf(bits: number): ReviewSign[] {
  return ReviewSign.options
    .filter((sign) => (bits & REVIEW_SIGNS[sign].bit) !== 0)
    .sort((a, b) => REVIEW_SIGNS[b].points - REVIEW_SIGNS[a].points);
}

/**
 * The share of opt-outs that supervisors review, in per cent; `risky`: those with a sign of risk are added.
 */
export const Sampling = z.object({
  automatic: z.coerce.number().int().min(0).max(100),
  manual: z.coerce.number().int().min(0).max(100),
  risky: z.boolean(),
});
export type Sampling = z.infer<typeof Sampling>;
