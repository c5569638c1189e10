import { t } from '../../../shared/text/say.ts';
import { bytes } from '../base/fileSize.ts';

/** Pixels of the longer side that are tried, one after the other. */
const SIDES = [2048, 1600, 1280, 1024, 800, 640, 480, 320];
/** How well a JPEG is kept that are tried at each size. */
const QUALITIES = [0.86, 0.74, 0.6];

/** Kinds that are sent as they are where they are small enough. */
const SENDABLE: readonly string[] = ['image/jpeg', 'image/png', 'image/gif'];

/** `was`: bytes of the file that was chosen, where another one is sent in its place; else null. */
export type MadeSmaller =
  | { readonly ok: true; readonly file: File; readonly was: number | null }
  | { readonly ok: false; readonly why: string };

/**
 * The first of ever smaller pictures that fits, the largest and best first; null: none does.
 * `encode`: draws it with a longer side of so many pixels.
 */
export async function firstThatFits(
  longest: number,
  qualities: readonly number[],
  mostBytes: number,
  encode: (side: number, quality: number) => Promise<Blob | null>,
): Promise<Blob | null> {
  const sides = [...new Set([longest, ...SIDES].filter((side) => side <= Math.min(longest, SIDES[0] ?? 0)))];
  for (const side of sides)
    for (const quality of qualities) {
      const made = await encode(side, quality);
      if (made !== null && made.size <= mostBytes) return made;
    }
  return null;
}

/** Draws it upright, `side` pixels on its longer side. `ground`: what stands behind it, if anything. */
function draw(picture: ImageBitmap, side: number, ground: string | null): HTMLCanvasElement | null {
  const scale = side / Math.max(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  if (ground !== null) {
    context.fillStyle = ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function seesThrough(picture: ImageBitmap): boolean {
  const canvas = draw(picture, Math.min(512, Math.max(picture.width, picture.height)), null);
  const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
  if (!pixels) return false;
  for (let at = 3; at < pixels.length; at += 4) if ((pixels[at] ?? 255) < 250) return true;
  return false;
}

const encoder =
  (picture: ImageBitmap, type: string, ground: string | null) => (side: number, quality: number) =>
    new Promise<Blob | null>((resolve) => {
      const canvas = draw(picture, side, ground);
      if (canvas === null) resolve(null);
      else canvas.toBlob(resolve, type, quality);
    });

async function drawn(picture: ImageBitmap, type: string, mostBytes: number): Promise<Blob | null> {
  const longest = Math.max(picture.width, picture.height);
  const clear = type !== 'image/jpeg' && seesThrough(picture);
  const kept = clear
    ? await firstThatFits(longest, [1], mostBytes, encoder(picture, 'image/png', null))
    : null;
  return kept ?? firstThatFits(longest, QUALITIES, mostBytes, encoder(picture, 'image/jpeg', '#ffffff'));
}

/**
 * A file that can be sent, made of one that somebody chose: itself where it is small enough; else drawn anew,
 * smaller, upright and without what cameras write into it. A JPEG, but what can be seen through stays a PNG
 * where that fits.
 */
export async function makeSmaller(chosen: File, mostBytes: number): Promise<MadeSmaller> {
  const { name, type, size } = chosen;
  if (SENDABLE.includes(type) && size <= mostBytes) return { ok: true, file: chosen, was: null };
  const sizes = { size: bytes(size), most: bytes(mostBytes) };
  if (type === 'image/gif') return { ok: false, why: t('pictures:movingTooLarge', sizes) };
  const picture = await createImageBitmap(chosen).catch(() => null);
  if (picture === null) return { ok: false, why: t('pictures:notOpened', sizes) };
  const made = await drawn(picture, type, mostBytes).finally(() => picture.close());
  if (made === null) return { ok: false, why: t('pictures:notSmallEnough', sizes) };
  const ending = made.type === 'image/png' ? 'png' : 'jpg';
  const file = new File([made], `${name.replace(/\.[^.]*$/, '')}.${ending}`, { type: made.type });
  return { ok: true, file, was: file.size < size ? size : null };
}
