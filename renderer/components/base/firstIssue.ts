import type { z } from 'zod';
import { t } from '../../../shared/text/say.ts';

/** What is wrong with a value, by the contract's schema; null: nothing. */
export function firstIssue(schema: z.ZodType, value: unknown): string | null {
  const read = schema.safeParse(value);
  return read.success ? null : (read.error.issues[0]?.message ?? t('parts:notRight'));
}
