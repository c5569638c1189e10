import { t } from '../../../shared/text/say.ts';
import { numberFormat } from '../../language/formats.ts';

const whole = numberFormat({ maximumFractionDigits: 0 });
const oneDigit = numberFormat({ minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** "1 byte", "12 kB", "1.2 MB". */
export function bytes(value: number): string {
  if (value < 1000) return t('contacts:size.bytes', { count: value });
  if (value < 1_000_000) return t('contacts:size.kB', { size: whole(value / 1000) });
  return t('contacts:size.MB', { size: oneDigit(value / 1_000_000) });
}
