import { isAscii } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
import iconv from 'iconv-lite';
import { keep } from '../../../shared/text/stored.ts';
import { CsvProblem, type CsvSource, chunksOf } from './csvSource.ts';

/** `macintosh`: Mac Roman, which Excel for Mac and old address books write. */
export type CsvEncoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1252' | 'macintosh';

const SIGNATURES = [
  ['504b0304', 'archive'],
  ['d0cf11e0', 'oldWorkbook'],
  ['25504446', 'pdf'],
  ['89504e47', 'picture'],
  ['ffd8ff', 'picture'],
  ['1f8b', 'archive'],
  ['53514c69746520666f726d6174', 'database'],
] as const;

/** Kinds of text file that are no table, by how they begin. */
const TEXTS: readonly (readonly [RegExp, Other])[] = [
  [/^<(?:!doctype html|html|head|body|table|meta|script|div)\b/i, 'web'],
  [/^<(?:\?xml|[a-z][\w:-]*[\s>])/i, 'xml'],
  [/^\{\\rtf/i, 'document'],
  [/^(?:\{\s*(?:"|\})|\[\s*[[{"\]])/, 'json'],
  [/^BEGIN:VCARD/i, 'cards'],
  [/^%!PS|^%PDF/, 'pdf'],
];

type Other =
  | (typeof SIGNATURES)[number][1]
  | 'workbook'
  | 'openDocument'
  | 'web'
  | 'xml'
  | 'document'
  | 'json'
  | 'cards'
  | 'utf32'
  | 'other';

/** What to do about each kind: most can be saved as CSV by the program that opens them. */
const ADVICE: Partial<Record<Other, 'open' | 'unpack' | 'download' | 'ask'>> = {
  archive: 'unpack',
  web: 'download',
  json: 'ask',
  xml: 'ask',
  database: 'ask',
  pdf: 'ask',
  picture: 'ask',
};

function notCsv(what: Other = 'other'): CsvProblem {
  const advice = keep(`kept:csv.advice.${ADVICE[what] ?? 'open'}`);
  return new CsvProblem('not-csv', keep('kept:csv.notCsv', { what: keep(`kept:csv.kind.${what}`), advice }));
}

/**
 * Throws CsvProblem('not-csv') for a text that begins like a web page, JSON and so on. `text`: the beginning
 * of the file.
 */
export function checkText(text: string): void {
  const start = text.slice(0, 2000).trimStart();
  const found = TEXTS.find(([begins]) => begins.test(start));
  if (found) throw notCsv(found[1]);
}

/** The kind of file in a ZIP archive, by the names of its first files. */
function packed(head: Buffer): Other {
  // The flags with which Office files begin.
  if (head.subarray(4, 8).toString('hex') === '14000600') return 'workbook';
  const names = head.subarray(0, 8192).toString('latin1');
  if (/\[Content_Types\]\.xml|xl\/|docProps\//.test(names))
    return /word\//.test(names) ? 'document' : 'workbook';
  return /opendocument|Index\/(?:Document|Tables)/.test(names) ? 'openDocument' : 'archive';
}

/**
 * Reads the whole file once, since a Windows-1252 accent or a binary block may be at its very end. Throws
 * CsvProblem('not-csv') for what is no text.
 */
export async function detectEncoding(source: CsvSource): Promise<CsvEncoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: false });
  let first = true;
  /** Whether a letter may have been cut in two. */
  let open = false;
  let multibyte = 0;
  let broken = 0;
  const letters = { windows: 0, mac: 0 };
  for await (const chunk of chunksOf(source)) {
    if (first) {
      first = false;
      const marked = fromStart(chunk);
      if (marked !== null) return marked;
    }
    if (hasControls(chunk)) throw notCsv();
    if (isAscii(chunk) && !open) continue;
    open = (chunk.at(-1) ?? 0) >= 0x80;
    const text = utf8.decode(chunk, { stream: true });
    if (text.includes('\ufffd')) countLetters(chunk, letters);
    for (const [mark] of text.matchAll(/[\u0080-\uffff]+/g)) {
      const lost = mark.split('\ufffd').length - 1;
      broken += lost;
      multibyte += mark.length - lost;
    }
  }
  // One damaged letter in a UTF-8 file must not spoil all other accents.
  if (broken <= multibyte / 10) return 'UTF-8';
  return letters.mac > letters.windows ? 'macintosh' : 'Windows-1252';
}

/**
 * Counts bytes beside a letter that are an accented letter in one encoding, and in the other a sign that
 * stands beside no letter: é is 8E on a Mac, where Windows has Ž, and E9 in Windows, where a Mac has È.
 * Quotation marks of Windows (91 to 94) count as the Mac's letters only within a word, and not before the s
 * or t of "it's" and "don't".
 */
function countLetters(chunk: Buffer, letters: { windows: number; mac: number }): void {
  const isLetter = (byte: number | undefined) =>
    byte !== undefined && (byte | 32) >= 97 && (byte | 32) <= 122;
  for (let at = 0; at < chunk.length; at += 1) {
    const byte = chunk[at] ?? 0;
    if (byte < 0x80) continue;
    const [before, after] = [isLetter(chunk[at - 1]), isLetter(chunk[at + 1])];
    if (!before && !after) continue;
    const quote = byte >= 0x91 && byte <= 0x94;
    const within = before && isLetter(chunk[at - 2]) && /[a-z]/.test(String.fromCharCode(chunk[at + 1] ?? 0));
    if (quote && !(within && !/[tsdmlrv]/.test(String.fromCharCode(chunk[at + 1] ?? 0)))) continue;
    if (byte < 0xa0) letters.mac += 1;
    else if (byte >= 0xc0) letters.windows += 1;
  }
}

/** What the first bytes decide: byte order marks, UTF-16 without one, and other known formats. */
function fromStart(head: Buffer): CsvEncoding | null {
  const hex = head.subarray(0, 16).toString('hex');
  for (const [signature, what] of SIGNATURES)
    if (hex.startsWith(signature))
      throw notCsv(what === 'archive' && hex.startsWith('504b') ? packed(head) : what);
  if (hex.startsWith('fffe0000') || hex.startsWith('0000feff')) throw notCsv('utf32');
  if (hex.startsWith('efbbbf')) return 'UTF-8';
  if (hex.startsWith('fffe')) return 'UTF-16LE';
  if (hex.startsWith('feff')) return 'UTF-16BE';
  const sample = head.subarray(0, Math.min(head.length, 4096) & ~1);
  const nulls = [0, 0];
  for (let i = 0; i < sample.length; i += 1) if (sample[i] === 0) nulls[i % 2] = (nulls[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nulls;
  const half = sample.length / 2;
  if (odd > half * 0.4 && even === 0) return 'UTF-16LE';
  if (even > half * 0.4 && odd === 0) return 'UTF-16BE';
  return null;
}

/**
 * Control characters that no text has. Tabs, line ends, form feeds and the end mark of old DOS files are
 * allowed.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is searched for.
const CONTROLS = /[\0-\x08\x0e-\x19\x1b-\x1f]/;
const hasControls = (chunk: Buffer): boolean => CONTROLS.test(chunk.toString('latin1'));

/**
 * The file as text without a byte order mark, in pieces; `onBytes` is called with how much of the file was
 * read.
 */
export async function* asText(
  source: CsvSource,
  encoding: CsvEncoding,
  onBytes?: (read: number) => void,
): AsyncGenerator<string> {
  const pieces = encoding === 'UTF-8' ? new StringDecoder('utf8') : wellFormed(iconv.getDecoder(encoding));
  let read = 0;
  let atStart = true;
  for await (const chunk of chunksOf(source)) {
    read += chunk.length;
    let piece = pieces.write(chunk);
    if (atStart && piece !== '') {
      if (piece.startsWith('\ufeff')) piece = piece.slice(1);
      atStart = false;
    }
    yield piece;
    onBytes?.(read);
  }
  const rest = pieces.end();
  if (rest) yield rest;
}

type Decoder = { write(chunk: Buffer): string; end(): string | undefined };

/** UTF-16 may have halves of letters, which nothing can store; a whole one may be cut between two pieces. */
function wellFormed(decoder: Decoder): Decoder {
  let half = '';
  return {
    write(chunk) {
      const text = half + decoder.write(chunk);
      half = /[\ud800-\udbff]$/.exec(text)?.[0] ?? '';
      return text.slice(0, text.length - half.length).toWellFormed();
    },
    end: () => (half + (decoder.end() ?? '')).toWellFormed(),
  };
}
