import { onlyOrientation, orientationOf } from './exif.ts';
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

type Chunk = { readonly type: string; readonly payload: Uint8Array };
type Size = { readonly width: number; readonly height: number };

/** Bits of the extended header: there is Exif, there is XMP. */
const HAS_EXIF = 0x08;
const HAS_XMP = 0x04;
const FRAME_HEADER = 16;

/** The chunks of a RIFF container; each begins at an even place. */
function* chunksOf(data: Uint8Array): Generator<Chunk> {
  const view = viewOf(data);
  for (let at = 0; at < data.length; ) {
    if (at + 8 > data.length) throw damaged();
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length;
    if (end > data.length) throw damaged();
    yield { type: ascii(data, at, 4), payload: data.subarray(at + 8, end) };
    at = end + (length % 2);
  }
}

function written({ type, payload }: Chunk): Uint8Array {
  const made = new Uint8Array(8 + payload.length + (payload.length % 2));
  made.set(new TextEncoder().encode(type));
  viewOf(made).setUint32(4, payload.length, true);
  made.set(payload, 8);
  return made;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const made = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    made.set(piece, at);
    at += piece.length;
  }
  return made;
}

/** The size that coded data itself has, lossy (RFC 6386, 9.1) or lossless (RFC 9649, 3.4). */
function codedSize({ type, payload }: Chunk): Size {
  if (payload.length < 10) throw damaged();
  const view = viewOf(payload);
  if (type === 'VP8 ') {
    if (view.getUint16(3) !== 0x9d01 || payload[5] !== 0x2a) throw damaged();
    return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
  }
  if (payload[0] !== 0x2f) throw damaged();
  const bits = view.getUint32(1, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

const threeBytes = (payload: Uint8Array, at: number) =>
  (payload[at] ?? 0) + 2 ** 8 * (payload[at + 1] ?? 0) + 2 ** 16 * (payload[at + 2] ?? 0);

const isCoded = ({ type }: Chunk) => type === 'VP8 ' || type === 'VP8L';

/** A frame of an animation with nothing in it but its picture. */
function frame(payload: Uint8Array): Chunk {
  if (payload.length < FRAME_HEADER) throw damaged();
  checkSize(threeBytes(payload, 6) + 1, threeBytes(payload, 9) + 1);
  const inside = [...chunksOf(payload.subarray(FRAME_HEADER))].filter(
    (each) => isCoded(each) || each.type === 'ALPH',
  );
  const coded = inside.filter(isCoded);
  if (coded.length !== 1) throw damaged();
  for (const each of coded) checked(codedSize(each));
  return {
    type: 'ANMF',
    payload: joined([payload.subarray(0, FRAME_HEADER), ...inside.map(written)]),
  };
}

function checked(size: Size): Size {
  checkSize(size.width, size.height);
  return size;
}

/**
 * Rewrites a WebP (RFC 9649) with its picture or frames, colour profile and orientation: no Exif, XMP, other
 * chunk, or bytes behind its end. @throws NotShown
 */
export function rewriteWebp(data: Uint8Array): Rewritten {
  const end = 8 + viewOf(data).getUint32(4, true);
  if (end > data.length || end < 20) throw damaged();
  const kept: Chunk[] = [];
  let size: Size | null = null;
  let turned = 1;
  let frames = 0;
  for (const chunk of chunksOf(data.subarray(12, end))) {
    const { type, payload } = chunk;
    if (type === 'VP8X') {
      if (kept.length > 0 || payload.length < 10) throw damaged();
      size = checked({ width: threeBytes(payload, 4) + 1, height: threeBytes(payload, 7) + 1 });
      kept.push({ type, payload: payload.slice(0, 10) });
    } else if (isCoded(chunk)) {
      frames += 1;
      const own = checked(codedSize(chunk));
      size ??= own;
      kept.push(chunk);
    } else if (type === 'ANMF') {
      frames += 1;
      if (frames > MOST_FRAMES) throw new NotShown('too-large');
      kept.push(frame(payload));
    } else if (type === 'EXIF') {
      // Some programs write the mark of JPEG before it.
      turned = orientationOf(ascii(payload, 0, 6) === 'Exif\0\0' ? payload.subarray(6) : payload);
    } else if (type === 'ANIM' || type === 'ALPH' || (type === 'ICCP' && payload.length <= MOST_PROFILE))
      kept.push(chunk);
  }
  const [first] = kept;
  if (size === null || first === undefined || frames === 0) throw damaged();
  if (first.type === 'VP8X') {
    const flags = (first.payload[0] ?? 0) & ~(HAS_EXIF | HAS_XMP);
    first.payload[0] = flags | (turned === 1 ? 0 : HAS_EXIF);
    if (turned !== 1) kept.push({ type: 'EXIF', payload: onlyOrientation(turned) });
  } else if (kept.length > 1) throw damaged();
  const body = joined(kept.map(written));
  const header = new Uint8Array(12);
  header.set(new TextEncoder().encode('RIFF'));
  viewOf(header).setUint32(4, body.length + 4, true);
  header.set(new TextEncoder().encode('WEBP'), 8);
  return { kind: 'webp', ...size, pieces: [header, body] };
}
