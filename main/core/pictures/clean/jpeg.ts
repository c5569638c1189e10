import { asShown, onlyOrientation, orientationOf } from './exif.ts';
import {
  ascii,
  checkSize,
  damaged,
  MOST_PROFILE,
  MOST_SCANS,
  NotShown,
  type Rewritten,
  viewOf,
} from './limits.ts';

/** Markers (ITU-T T.81, table B.1). */
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
/** Baseline, extended and progressive: what browsers show. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
const OTHER_FRAMES: ReadonlySet<number> = new Set([
  0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
]);
/** Tables that the picture is decoded with: Huffman, quantisation, lines, restarts. */
const TABLES: ReadonlySet<number> = new Set([0xc4, 0xdb, 0xdc, 0xdd]);
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const COMMENT = 0xfe;
const EXIF = 'Exif\0\0';

const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;

function segment(marker: number, ...payload: Uint8Array[]): Uint8Array {
  const length = payload.reduce((sum, piece) => sum + piece.length, 2);
  const made = new Uint8Array(length + 2);
  made.set([0xff, marker, length >> 8, length & 0xff]);
  let at = 4;
  for (const piece of payload) {
    made.set(piece, at);
    at += piece.length;
  }
  return made;
}

/** Where the coded data that begins here ends: at the next marker that is no restart. */
function endOfScan(data: Uint8Array, from: number): number {
  for (let at = data.indexOf(0xff, from); at !== -1 && at + 1 < data.length; at = data.indexOf(0xff, at)) {
    const next = data[at + 1] ?? 0;
    if (next === 0xff) at += 1;
    else if (next === 0 || isRestart(next)) at += 2;
    else return at;
  }
  throw damaged();
}

/** JFIF without its small picture; Adobe's mark, which says how colours are coded; the colour profile. */
function keptApp(marker: number, payload: Uint8Array): Uint8Array | null {
  if (marker === APP0 && ascii(payload, 0, 5) === 'JFIF\0' && payload.length >= 14)
    return segment(APP0, payload.subarray(0, 12), new Uint8Array(2));
  if (marker === APP14 && ascii(payload, 0, 5) === 'Adobe' && payload.length >= 12)
    return segment(APP14, payload.subarray(0, 12));
  if (marker === APP2 && ascii(payload, 0, 12) === 'ICC_PROFILE\0') return segment(APP2, payload);
  return null;
}

/**
 * Rewrites a JPEG with what it is decoded with, its colour profile and its orientation: no Exif, XMP, place,
 * comment, second picture, or bytes behind its end. The coded data stays as it is. @throws NotShown
 */
export function rewriteJpeg(data: Uint8Array): Rewritten {
  const view = viewOf(data);
  const head: Uint8Array[] = [];
  const rest: Uint8Array[] = [];
  let size: { width: number; height: number } | null = null;
  let turned = 1;
  let profile = 0;
  let scans = 0;
  let at = 2;
  for (;;) {
    if (data[at] !== 0xff) throw damaged();
    // Bytes of filling may stand before any marker.
    while (data[at + 1] === 0xff) at += 1;
    const marker = data[at + 1] ?? 0;
    if (marker === EOI) break;
    if (at + 4 > data.length || marker === 0 || marker === SOI || isRestart(marker)) throw damaged();
    const end = at + 2 + view.getUint16(at + 2);
    if (end > data.length || end < at + 4) throw damaged();
    const payload = data.subarray(at + 4, end);
    const whole = data.subarray(at, end);
    at = end;
    if (FRAMES.has(marker)) {
      if (size !== null || payload.length < 6) throw damaged();
      size = {
        height: view.getUint16(end - payload.length + 1),
        width: view.getUint16(end - payload.length + 3),
      };
      checkSize(size.width, size.height);
      rest.push(whole);
    } else if (marker === SOS) {
      scans += 1;
      if (size === null) throw damaged();
      if (scans > MOST_SCANS) throw new NotShown('too-large');
      at = endOfScan(data, end);
      rest.push(whole, data.subarray(end, at));
    } else if (TABLES.has(marker)) rest.push(whole);
    else if (OTHER_FRAMES.has(marker)) throw new NotShown('kind');
    else if (marker >= APP0 && marker <= 0xef) {
      if (marker === APP1 && ascii(payload, 0, 6) === EXIF && turned === 1)
        turned = orientationOf(payload.subarray(6));
      const kept = keptApp(marker, payload);
      if (marker === APP2 && kept !== null) profile += kept.length;
      if (kept !== null && profile <= MOST_PROFILE) head.push(kept);
    } else if (marker !== COMMENT && marker < 0xf0) throw damaged();
  }
  if (size === null || scans === 0) throw damaged();
  const exif = turned === 1 ? [] : [segment(APP1, new TextEncoder().encode(EXIF), onlyOrientation(turned))];
  // JFIF has to come first where there is one.
  const first = head.filter((piece) => piece[1] === APP0).slice(0, 1);
  const others = head.filter((piece) => piece[1] !== APP0);
  const pieces = [
    new Uint8Array([0xff, SOI]),
    ...first,
    ...exif,
    ...others,
    ...rest,
    new Uint8Array([0xff, EOI]),
  ];
  return { kind: 'jpeg', ...asShown(size, turned), pieces };
}
