import { ascii, checkSize, damaged, MOST_FRAMES, NotShown, type Rewritten, viewOf } from './limits.ts';

/** Blocks of a GIF (GIF89a, sections 18 to 27). */
const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;
/** They say how often an animation repeats; other applications' blocks hold whatever they like. */
const REPEATS: ReadonlySet<string> = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);
/** A repetition is one block of three bytes. */
const REPETITION = 19;

/** Bytes of a colour table, as the packed field of its descriptor says. */
const tableOf = (packed: number) => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0);

/** Where a series of blocks ends, each led by its length, the last by nothing. */
function endOfBlocks(data: Uint8Array, from: number): number {
  for (let at = from; ; ) {
    const length = data[at];
    if (length === undefined) throw damaged();
    at += length + 1;
    if (length === 0) return at;
  }
}

/**
 * Rewrites a GIF without comments, words and what programs wrote into it, and without bytes behind its end.
 * Frames, their times and how often they repeat stay. @throws NotShown
 */
export function rewriteGif(data: Uint8Array): Rewritten {
  if (data.length < 14) throw damaged();
  const view = viewOf(data);
  const size = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  checkSize(size.width, size.height);
  let at = 13 + tableOf(data[10] ?? 0);
  if (at >= data.length) throw damaged();
  const pieces = [data.subarray(0, at)];
  let frames = 0;
  while (data[at] !== TRAILER) {
    const from = at;
    if (data[at] === IMAGE) {
      if (at + 10 > data.length) throw damaged();
      checkSize(view.getUint16(at + 1, true) + view.getUint16(at + 5, true), view.getUint16(at + 7, true));
      checkSize(view.getUint16(at + 5, true), view.getUint16(at + 3, true) + view.getUint16(at + 7, true));
      frames += 1;
      if (frames > MOST_FRAMES) throw new NotShown('too-large');
      at = endOfBlocks(data, at + 10 + tableOf(data[at + 9] ?? 0) + 1);
      pieces.push(data.subarray(from, at));
    } else if (data[at] === EXTENSION) {
      const label = data[at + 1];
      at = endOfBlocks(data, at + 2);
      const repeats =
        label === APPLICATION && REPEATS.has(ascii(data, from + 3, 11)) && at - from === REPETITION;
      if (repeats || (label === GRAPHIC_CONTROL && at - from === 8)) pieces.push(data.subarray(from, at));
    } else throw damaged();
  }
  if (frames === 0) throw damaged();
  pieces.push(new Uint8Array([TRAILER]));
  return { kind: 'gif', ...size, pieces };
}
