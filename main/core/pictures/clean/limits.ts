import type { PictureKind } from '../../../../shared/schema/words.ts';

/** Bytes of a picture at most; providers carry 5 MB in one text. */
export const MOST_BYTES = 5 * 1024 * 1024;
/** A small file may unfold into gigabytes in the memory of whoever shows it, so pixels are limited too. */
const MOST_PIXELS = 50_000_000;
const LONGEST_SIDE = 16_384;
/** Frames of an animation, and scans of a JPEG that becomes sharper step by step. */
export const MOST_FRAMES = 1000;
export const MOST_SCANS = 100;
/** Bytes of a colour profile; a larger one is left out. */
export const MOST_PROFILE = 1024 * 1024;

/** Why a picture is not shown. */
export type PictureFault = 'kind' | 'damaged' | 'too-large';

export class NotShown extends Error {
  override readonly name = 'NotShown';
  readonly why: PictureFault;
  constructor(why: PictureFault) {
    super(why);
    this.why = why;
  }
}

export const damaged = () => new NotShown('damaged');

/** @throws NotShown where a side is nothing or too long, or there are too many pixels */
export function checkSize(width: number, height: number): void {
  if (width < 1 || height < 1) throw damaged();
  if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_PIXELS)
    throw new NotShown('too-large');
}

/** What a reader of one format makes of a file. `pieces`: the new file, in order. */
export type Rewritten = {
  readonly kind: PictureKind;
  /** Pixels, as it is shown. */
  readonly width: number;
  readonly height: number;
  readonly pieces: readonly Uint8Array[];
};

export const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  from + length > bytes.length ? '' : String.fromCharCode(...bytes.subarray(from, from + length));

/** A view for numbers of more than one byte. */
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
