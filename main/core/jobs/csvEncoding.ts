import { isAscii } from 'node:buffer';
import iconv from 'iconv-lite';
import { keep } from '../../../shared/text/stored.ts';
import { CsvProblem, type CsvSource, chunksOf } from './csvSource.ts';

export type CsvEncoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1252';

const SIGNATURES = [
  ['504b0304', 'workbook'],
  ['d0cf11e0', 'oldWorkbook'],
  ['25504446', 'pdf'],
  ['89504e47', 'picture'],
  ['ffd8ff', 'picture'],
  ['1f8b', 'archive'],
  ['53514c69746520666f726d6174', 'database'],
] as const;

type Other = (typeof SIGNATURES)[number][1] | 'utf32' | 'other';

function notCsv(what: Other = 'other'): CsvProblem {
  return new CsvProblem('not-csv', keep('kept:csv.notCsv', { what: keep(`kept:csv.kind.${what}`) }));
}

/**
 * Reads the whole file once: a Windows-1252 accent or a binary block may stand at its very end.
 * Throws CsvProblem('not-csv') for what is no text.
 */
export async function detectEncoding(source: CsvSource): Promise<CsvEncoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: false });
  let first = true;
  let multibyte = 0;
  let broken = 0;
  for await (const chunk of chunksOf(source)) {
    if (first) {
      first = false;
      const marked = fromStart(chunk);
      if (marked !== null) return marked;
    }
    if (hasControls(chunk)) throw notCsv();
    const text = utf8.decode(chunk, { stream: true });
    if (isAscii(chunk)) continue;
    for (const [mark] of text.matchAll(/[\u0080-\uffff]+/g)) {
      const lost = mark.split('\ufffd').length - 1;
      broken += lost;
      multibyte += mark.length - lost;
    }
  }
  // One damaged letter in a UTF-8 file must not turn all its other accents into rubbish.
  return broken > multibyte / 10 ? 'Windows-1252' : 'UTF-8';
}

/** What the first bytes settle by themselves: byte order marks, UTF-16 without one, and known other formats. */
function fromStart(head: Buffer): CsvEncoding | null {
  const hex = head.subarray(0, 16).toString('hex');
  for (const [signature, what] of SIGNATURES) if (hex.startsWith(signature)) throw notCsv(what);
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

/** Control characters that no text holds. Tab, line ends, form feed, and the end mark of old DOS files may stand. */
function hasControls(chunk: Buffer): boolean {
  for (const byte of chunk) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 26)) return true;
  return false;
}

/** The file as UTF-8 without a byte order mark, in pieces; `onBytes` hears how much of the file has been read. */
export async function* asUtf8(
  source: CsvSource,
  encoding: CsvEncoding,
  onBytes?: (read: number) => void,
): AsyncGenerator<Buffer> {
  const decoder = encoding === 'UTF-8' ? null : iconv.getDecoder(encoding);
  let read = 0;
  let atStart = true;
  for await (const chunk of chunksOf(source)) {
    read += chunk.length;
    let piece = decoder === null ? chunk : Buffer.from(decoder.write(chunk), 'utf8');
    if (atStart && piece.length > 0) {
      if (piece.subarray(0, 3).toString('hex') === 'efbbbf') piece = piece.subarray(3);
      atStart = false;
    }
    yield piece;
    onBytes?.(read);
  }
  const rest = decoder?.end();
  if (rest) yield Buffer.from(rest, 'utf8');
}
