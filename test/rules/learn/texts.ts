import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Profile } from '../../../shared/schema/words.ts';

/**
 * A labelled text. Keywords of the groups `exact` and `variant` are automatic; those of `wider` (two words,
 * a keyword of the law that is not on the profile's list) are at least held.
 */
const Row = z.object({
  text: z.string(),
  label: z.enum([
    'keyword',
    'request',
    'wrong-number',
    'deceased',
    'business',
    'resume',
    'soft-refusal',
    'innocent',
  ]),
  group: z.string().optional(),
  profile: Profile.default('provider-1'),
  /** Our text before it, where it quotes that. */
  ourTexts: z.array(z.string()).default([]),
  /** Texts that one person wrote on one day resemble each other. */
  batch: z.string(),
  /**
   * The phrases' decision before they were improved with its batch; left out for the texts they were
   * written with.
   */
  unseen: z.string().optional(),
});
export type Row = z.output<typeof Row>;

export const LABELS = Row.shape.label.options;

/** The labelled texts of one file in `test/fixtures/matcher`. */
export function textsOf(set: string): readonly Row[] {
  const file = new URL(`../../fixtures/matcher/${set}.jsonl`, import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => Row.parse(JSON.parse(line)));
}

/**
 * The texts that the learned judge is trained with. `scored` is not among them, so that one set remains to
 * which nothing was fitted.
 */
export function lessons(): readonly Row[] {
  return ['looked', 'field', 'kept', 'late', 'writers', 'lessons']
    .flatMap(textsOf)
    .filter(({ label }) => label !== 'keyword');
}
