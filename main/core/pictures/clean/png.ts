import { crc32 } from 'node:zlib';
import { asShown, onlyOrientation, orientationOf } from './exif.ts';
import {
  ascii,
  checkSize,
  damaged,
  MOST_FRAMES,
  MOST_PROFILE,
  NotShown,
  type Rewritten,
  viewOf,
} from './limits.ts';

/**
 * Chunks that say how the picture looks (PNG 3, section 11): also those of an animation. All others may hold
 * words, times, places.
 */
const KEPT: ReadonlySet<string> = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'cICP',
  'sBIT',
  'bKGD',
  'pHYs',
  'acTL',
  'fcTL',
  'fdAT',
]);

function chunk(type: string, payload: Uint8Array): Uint8Array {
  const made = new Uint8Array(payload.length + 12);
  const view = viewOf(made);
  view.setUint32(0, payload.length);
  made.set(new TextEncoder().encode(type), 4);
  made.set(payload, 8);
  view.setUint32(8 + payload.length, crc32(made.subarray(4, 8 + payload.length)));
  return made;
}

/**
 * Rewrites a PNG without anything but what it looks like and its orientation; bytes behind its end are left
 * out. Every chunk's sum is checked. @throws NotShown
 */
export function rewritePng(data: Uint8Array): Rewritten {
  const view = viewOf(data);
  const pieces: Uint8Array[] = [];
  let size: { width: number; height: number } | null = null;
  let turned = 1;
  let frames = 0;
  let drawn = false;
  for (let at = 8; ; ) {
    if (at + 12 > data.length) throw damaged();
    const length = view.getUint32(at);
    const type = ascii(data, at + 4, 4);
    const end = at + 12 + length;
    if (end > data.length || crc32(data.subarray(at + 4, end - 4)) !== view.getUint32(end - 4))
      throw damaged();
    const payload = data.subarray(at + 8, end - 4);
    const whole = data.subarray(at, end);
    if ((size === null) !== (type === 'IHDR')) throw damaged();
    at = end;
    if (type === 'IHDR') {
      if (length !== 13) throw damaged();
      size = { width: view.getUint32(end - 17), height: view.getUint32(end - 13) };
      checkSize(size.width, size.height);
    }
    if (type === 'IEND') break;
    if (type === 'IDAT') drawn = true;
    if (type === 'fcTL') frames += 1;
    if (frames > MOST_FRAMES) throw new NotShown('too-large');
    if (type === 'eXIf') turned = orientationOf(payload);
    if (KEPT.has(type) && !(type === 'iCCP' && length > MOST_PROFILE)) pieces.push(whole);
  }
  const [header, ...rest] = pieces;
  if (size === null || header === undefined || !drawn) throw damaged();
  const exif = turned === 1 ? [] : [chunk('eXIf', onlyOrientation(turned))];
  const nothing = new Uint8Array();
  return {
    kind: 'png',
    ...asShown(size, turned),
    pieces: [data.subarray(0, 8), header, ...exif, ...rest, chunk('IEND', nothing)],
  };
}
