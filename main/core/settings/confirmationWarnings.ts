import type { Warning } from '../../../shared/contract/base/warning.ts';
import { marketingIn } from '../../../shared/text/marketing.ts';
import { t } from '../../../shared/text/say.ts';
import { warning } from '../base/warnings.ts';

/**
 * Warnings before this text becomes the confirmation of opt-outs. A long text alone needs no warning, since
 * it only costs more.
 */
export function confirmationWarnings(text: string, organisation: string): Warning[] {
  const found = marketingIn(text, organisation);
  if (found.every(({ kind }) => kind === 'long')) return [];
  const list = found.map(({ kind, words }) => t(`warnings:marketing.${kind}`, { words })).join('; ');
  return [warning('confirmation-markets', { found: list })];
}
