import { SegmentedMessage } from 'sms-segments-calculator';
import { countSegments } from './segments.ts';

/**
 * Plain characters that the library's list (Twilio's smart encoding) lacks, or writes with several spaces.
 */
const PLAIN_FORMS: ReadonlyMap<string, string> = new Map([
  ...['\u00a0', '\u202f', '\u205f', '\u3000', '\t'].map((space) => [space, ' '] as const),
  ...Array.from({ length: 11 }, (_, at) => [String.fromCharCode(0x2000 + at), ' '] as const),
  ...['\u00ad', '\u200e', '\u200f', '\u061c'].map((mark) => [mark, ''] as const),
  ...['\u2011', '\u2012', '\u2212'].map((dash) => [dash, '-'] as const),
  ['′', "'"],
  ['″', '"'],
  ['×', 'x'],
]);

/** What a text would cost in plain characters, where that is less. */
export type PlainOffer = {
  /** The characters that would be replaced, each once. */
  readonly signs: readonly string[];
  /** The text with its plain characters. */
  readonly plain: string;
  /** How many texts it makes now, and with plain characters: always fewer. */
  readonly texts: number;
  readonly plainTexts: number;
};

/**
 * Offers plain characters for curly quotes, dashes, the ellipsis, special spaces and the like, where these
 * alone make a text cost more. Null where nothing is saved: the text is plain, has an emoji or another
 * character without a plain one, or costs the same.
 * @param render what happens to the text before it is sent, such as filling in merge fields; the counts are
 * of the result
 */
export function plainOffer(
  text: string,
  render: (text: string) => string = (same) => same,
): PlainOffer | null {
  const { nonGsm } = countSegments(text);
  if (nonGsm.length === 0) return null;
  const signs: string[] = [];
  let plain = text;
  for (const sign of nonGsm) {
    const form = plainOf(sign);
    if (form === null) return null;
    signs.push(sign);
    plain = plain.replaceAll(sign, form);
  }
  const { segments: texts } = countSegments(render(text));
  const { segments: plainTexts } = countSegments(render(plain));
  return plainTexts < texts ? { signs, plain, texts, plainTexts } : null;
}

/** The plain form of a character; null where there is none. */
function plainOf(sign: string): string | null {
  // A letter with a separate accent may be one letter of the plain alphabet.
  const own = PLAIN_FORMS.get(sign) ?? sign.normalize('NFC');
  if (isPlain(own)) return own;
  const plain = new SegmentedMessage(sign, 'auto', true).graphemes.join('');
  return isPlain(plain) ? plain : null;
}

function isPlain(text: string): boolean {
  return countSegments(text).encoding === 'GSM-7';
}
