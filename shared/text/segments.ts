import { SegmentedMessage } from 'sms-segments-calculator';

export type Segments = {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Segments into which the text is cut and for which it is billed; 0 for an empty text. */
  readonly segments: number;
  /** Septets in GSM-7 (€, [ and the like take two), 16-bit units in UCS-2; without the segments' headers. */
  readonly units: number;
  /**
   * What one segment holds at this length: 160 or 70 alone, 153 or 67 where several are joined, because of
   * their headers.
   */
  readonly unitsPerSegment: number;
  /** Each character, once, that forces the whole text into UCS-2. */
  readonly nonGsm: readonly string[];
};

const SIZES = {
  'GSM-7': { bits: 7, alone: 160, inRow: 153 },
  'UCS-2': { bits: 16, alone: 70, inRow: 67 },
} as const;

/**
 * GSM-7 characters that take one septet each and within which no segment is cut: the usual case, counted
 * without the library.
 */
const PLAIN = /^[A-Za-z0-9 \n@!"#$%&'()*+,\-./:;<=>?_]*$/;

/** Counts segments as Twilio does. Providers differ in rare cases, and bill by their own count. */
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
