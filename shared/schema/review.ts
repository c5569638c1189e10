import { z } from 'zod';

/**
 * upheld: the opt-out is what the contact wanted; mistaken: it is not; escalate: somebody else should decide.
 */
export const Verdict = z.enum(['upheld', 'mistaken', 'escalate']);
export type Verdict = z.infer<typeof Verdict>;

/** What makes an opt-out worth a second look. */
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

/**
 * Bit in the store and points of risk. Points add up; the store computes the same sum, so that it can sort by
 * it.
 */
export const REVIEW_SIGNS: Readonly<Record<ReviewSign, { readonly bit: number; readonly points: number }>> = {
  timeout: { bit: 1, points: 40 },
  'no-words': { bit: 2, points: 15 },
  unusual: { bit: 4, points: 20 },
  'nothing-found': { bit: 8, points: 30 },
  resume: { bit: 16, points: 25 },
  silent: { bit: 32, points: 10 },
  likely: { bit: 64, points: 5 },
};

/** The signs of a stored set of bits, the heaviest first. */
export function signsOf(bits: number): ReviewSign[] {
  return ReviewSign.options
    .filter((sign) => (bits & REVIEW_SIGNS[sign].bit) !== 0)
    .sort((a, b) => REVIEW_SIGNS[b].points - REVIEW_SIGNS[a].points);
}

/**
 * Which share of the opt-outs supervisors look at, in per cent; `risky`: those with a sign of risk come on
 * top of it.
 */
export const Sampling = z.object({
  automatic: z.coerce.number().int().min(0).max(100),
  manual: z.coerce.number().int().min(0).max(100),
  risky: z.boolean(),
});
export type Sampling = z.infer<typeof Sampling>;
