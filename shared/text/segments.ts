import { SegmentedMessage } from 'sms-segments-calculator';

export type Segments = {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Parts that the text is cut into and billed as; 0 for an empty text. */
  readonly segments: number;
  /**
   * Septets in GSM-7 (€, [ and their like cost two), 16-bit units in UCS-2; without the headers of the parts.
   */
  readonly units: number;
  /** What one part holds at this length: 160 or 70 alone, 153 or 67 in a row, for the header of the parts. */
  readonly unitsPerSegment: number;
  /** Each character, once, that forces the whole text into UCS-2. */
  readonly nonGsm: readonly string[];
};

const SIZES = {
  'GSM-7': { bits: 7, alone: 160, inRow: 153 },
  'UCS-2': { bits: 16, alone: 70, inRow: 67 },
} as const;

/**
 * GSM-7 characters that cost one septet each and that no part can be cut within: the common case, counted
 * without the library.
 */
const PLAIN = /^[A-Za-z0-9 \n@!"#$%&'()*+,\-./:;<=>?_]*$/;

/**
 * Counts the parts of a text as Twilio does. Providers differ at the edges; their own count is what they
 * bill.
 */
export function countSegments(text: string): Segments {
  if (PLAIN.test(text)) return plain(text.length);
  const message = new SegmentedMessage(text);
  const encoding = message.encodingName;
  const size = SIZES[encoding];
  const segments = text === '' ? 0 : message.segmentsCount;
  return {
    encoding,
    segments,
    units: Math.round(message.messageSize / size.bits),
    unitsPerSegment: segments > 1 ? size.inRow : size.alone,
    nonGsm: [...new Set(message.getNonGsmCharacters())],
  };
}

function plain(units: number): Segments {
  const { alone, inRow } = SIZES['GSM-7'];
  const segments = units === 0 ? 0 : units <= alone ? 1 : Math.ceil(units / inRow);
  return { encoding: 'GSM-7', segments, units, unitsPerSegment: segments > 1 ? inRow : alone, nonGsm: [] };
}
