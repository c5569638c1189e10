import { viewOf } from './limits.ts';

/** TIFF tag of the orientation, 1 to 8 (Exif 2.32, section 4.6.4). */
const ORIENTATION = 0x0112;
const SHORT = 3;
/** Entries of a directory that are looked at; cameras write a few dozen. */
const MOST_ENTRIES = 512;

/** How Exif data says that a picture is to be turned, 1 (not at all) to 8. 1 where it says nothing valid. */
export function orientationOf(tiff: Uint8Array): number {
  if (tiff.length < 8) return 1;
  const view = viewOf(tiff);
  const mark = view.getUint16(0);
  if (mark !== 0x4949 && mark !== 0x4d4d) return 1;
  const little = mark === 0x4949;
  const directory = view.getUint32(4, little);
  if (view.getUint16(2, little) !== 42 || directory + 2 > tiff.length) return 1;
  const count = Math.min(view.getUint16(directory, little), MOST_ENTRIES);
  for (let entry = 0; entry < count; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > tiff.length) return 1;
    if (view.getUint16(at, little) !== ORIENTATION || view.getUint16(at + 2, little) !== SHORT) continue;
    const turned = view.getUint16(at + 8, little);
    return turned >= 1 && turned <= 8 ? turned : 1;
  }
  return 1;
}

/** Exif data that holds the orientation and nothing else; 26 bytes. */
export function onlyOrientation(turned: number): Uint8Array {
  const tiff = new Uint8Array(26);
  const view = viewOf(tiff);
  view.setUint16(0, 0x4949);
  view.setUint16(2, 42, true);
  view.setUint32(4, 8, true);
  view.setUint16(8, 1, true);
  view.setUint16(10, ORIENTATION, true);
  view.setUint16(12, SHORT, true);
  view.setUint32(14, 1, true);
  view.setUint16(18, turned, true);
  return tiff;
}

type Size = { readonly width: number; readonly height: number };

/** The size of a picture as browsers show it: from orientation 5 on it lies on its side. */
export const asShown = ({ width, height }: Size, turned: number): Size =>
  turned > 4 ? { width: height, height: width } : { width, height };
