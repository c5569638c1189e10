import { createHash } from 'node:crypto';
import type { PictureKind } from '../../../../shared/schema/words.ts';
import { rewriteGif } from './gif.ts';
import { rewriteJpeg } from './jpeg.ts';
import { ascii, MOST_BYTES, NotShown, type PictureFault, type Rewritten } from './limits.ts';
import { rewritePng } from './png.ts';
import { rewriteWebp } from './webp.ts';

/** A picture as Heed keeps it. */
export type CleanPicture = {
  readonly kind: PictureKind;
  /** Pixels, as it is shown. */
  readonly width: number;
  readonly height: number;
  readonly content: Uint8Array;
  /** SHA-256 of the content, in hexadecimal. */
  readonly hash: string;
};

export type Cleaned =
  | { readonly ok: true; readonly picture: CleanPicture }
  | { readonly ok: false; readonly why: PictureFault };

/** The reader of what the file's own first bytes say that it is; null: nothing that is shown. */
function readerOf(data: Uint8Array): ((data: Uint8Array) => Rewritten) | null {
  if (data[0] === 0xff && data[1] === 0xd8 && data[2] === 0xff) return rewriteJpeg;
  if (ascii(data, 0, 8) === '\x89PNG\r\n\x1a\n') return rewritePng;
  if (['GIF87a', 'GIF89a'].includes(ascii(data, 0, 6))) return rewriteGif;
  if (ascii(data, 0, 4) === 'RIFF' && ascii(data, 8, 4) === 'WEBP') return rewriteWebp;
  return null;
}

/**
 * Reads a file that somebody sent as a picture, and rewrites it without its metadata. JPEG, PNG, GIF and WebP
 * count by their bytes, whatever anybody says of them; the size in pixels is bounded. Pixels are not coded
 * anew, so nothing gets worse; its orientation stays. Pure; takes any bytes and never throws.
 */
export function cleanPicture(data: Uint8Array): Cleaned {
  if (data.length > MOST_BYTES) return { ok: false, why: 'too-large' };
  const rewrite = readerOf(data);
  if (rewrite === null) return { ok: false, why: 'kind' };
  try {
    const { kind, width, height, pieces } = rewrite(data);
    const content = Buffer.concat(pieces);
    const hash = createHash('sha256').update(content).digest('hex');
    return { ok: true, picture: { kind, width, height, content, hash } };
  } catch (error) {
    if (error instanceof NotShown) return { ok: false, why: error.why };
    // Reading behind the end of a view.
    if (error instanceof RangeError) return { ok: false, why: 'damaged' };
    throw error;
  }
}
