import type { PlainOffer } from '../../../shared/text/plainForms.ts';
import { t } from '../../../shared/text/say.ts';
import { countSegments, type Segments } from '../../../shared/text/segments.ts';

/** "1 part · 62 of 160 characters", or what a script of several parts costs per person. */
export function segmentLine({ segments, units, unitsPerSegment }: Segments): string {
  if (segments === 0) return t('parts:segments.none');
  return t('parts:segments.line', { count: segments, units, room: segments * unitsPerSegment });
}

/** Names the character that makes a text cost more; null while it is plain GSM-7. */
export function encodingHint({ encoding, nonGsm, segments }: Segments): string | null {
  if (encoding === 'GSM-7' || segments === 0) return null;
  const shown = nonGsm.slice(0, 4).map(nameCharacter).join(', ');
  const characters =
    nonGsm.length > 4 ? t('parts:segments.more', { characters: shown, count: nonGsm.length - 4 }) : shown;
  return t('parts:segments.outside', { characters, count: nonGsm.length });
}

const CURLY = /^[‘’‚‛“”„‟]$/u;

/** "The curly ’ makes this 2 texts. Replace it?" */
export function plainOfferWords({ signs, texts, plainTexts }: PlainOffer): string {
  const [sign = ''] = signs;
  const kind = signs.length > 1 ? 'several' : CURLY.test(sign) ? 'curly' : 'other';
  const named = signs.slice(0, 4).map(showCharacter).join(' ');
  const numbers = { signs: upperFirst(named), texts, plainTexts };
  return plainTexts === 1 ? t(`parts:plain.${kind}`, numbers) : t(`parts:plainOf.${kind}`, numbers);
}

/** "😀 makes this 2 texts", where characters that have no plain form cost more; null while they do not. */
export function dearWords({ nonGsm, segments }: Segments, text: string): string | null {
  if (nonGsm.length === 0) return null;
  const without = nonGsm.reduce((rest, sign) => rest.replaceAll(sign, 'x'), text);
  if (countSegments(without).segments >= segments) return null;
  const signs = upperFirst(nonGsm.slice(0, 4).map(showCharacter).join(' '));
  return t(nonGsm.length > 1 ? 'parts:dear.several' : 'parts:dear.one', { signs, texts: segments });
}

function upperFirst(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** The sign itself, or the name of one that nobody sees. */
function showCharacter(character: string): string {
  const name = named.get(character);
  const seen = name === undefined || ['apostrophe', 'quote', 'dash', 'dots'].includes(name);
  return seen ? character : t(`parts:character.${name}`, { character });
}

/** Names of invisible characters; for common typographic ones, the plain key to use instead. */
const NAMES = {
  '\u00a0': 'noBreakSpace',
  '\u2003': 'wideSpace',
  '\u2009': 'thinSpace',
  '\u200b': 'invisibleSpace',
  '\u200d': 'joiner',
  '\u200e': 'direction',
  '\u202f': 'narrowSpace',
  '\ufeff': 'invisibleMark',
  '\ufe0f': 'emojiMark',
  '\t': 'tab',
  '’': 'apostrophe',
  '‘': 'apostrophe',
  '“': 'quote',
  '”': 'quote',
  '–': 'dash',
  '—': 'dash',
  '…': 'dots',
} as const;
const named = new Map<string, (typeof NAMES)[keyof typeof NAMES]>(Object.entries(NAMES));

function nameCharacter(character: string): string {
  const name = named.get(character);
  return name === undefined ? `“${character}”` : t(`parts:character.${name}`, { character });
}
