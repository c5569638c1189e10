import type { Warning } from '../../../shared/contract/base/warning.ts';
import { marketingIn } from '../../../shared/text/marketing.ts';
import { t } from '../../../shared/text/say.ts';
import { warning } from '../base/warnings.ts';

/**
 * What to ask about before this becomes the text that confirms opt-outs. That it is long is a matter of cost,
 * and asks nothing alone.
 */
export function confirmationWarnings(text: string, organisation: string): Warning[] {
  const found = marketingIn(text, organisation);
  if (found.every(({ kind }) => kind === 'long')) return [];
  const list = found.map(({ kind, words }) => t(`warnings:marketing.${kind}`, { words })).join('; ');
  return [warning('confirmation-markets', { found: list })];
}
