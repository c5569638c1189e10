import { crc32, deflateSync } from 'node:zlib';
import type { SimMessage } from './types.ts';

function chunk(type: string, payload: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), payload]);
  const made = Buffer.alloc(body.length + 8);
  made.writeUInt32BE(payload.length);
  body.copy(made, 4);
  made.writeUInt32BE(crc32(body), made.length - 4);
  return made;
}

/** Pixels of the made-up picture. */
const WIDTH = 240;
const HEIGHT = 160;

/** A PNG that nobody has photographed: hills under a sky; `seed` moves the sun and the hills. */
export function madeUpPicture(seed = 0): Buffer<ArrayBuffer> {
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * 3));
  const sun = { x: 40 + ((seed * 67) % 160), y: 44 };
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const hill = 104 + 18 * Math.sin((x + seed * 31) / 34);
      const far = 84 + 12 * Math.sin((x + seed * 53) / 21 + 2);
      const shines = (x - sun.x) ** 2 + (y - sun.y) ** 2 < 20 ** 2;
      const sky = [150 + y / 2, 196 + y / 4, 236];
      const colour =
        y > hill ? [72, 128 + (y - hill) / 3, 76] : y > far ? [112, 158, 128] : shines ? [255, 214, 92] : sky;
      rows.set(
        colour.map((value) => Math.round(value)),
        y * (1 + WIDTH * 3) + 1 + x * 3,
      );
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The file of a text at a place; null where it has none there. */
export function mediaFile(message: SimMessage | undefined, at: number): Uint8Array<ArrayBuffer> | null {
  if (message === undefined || !(at >= 0 && at < message.media)) return null;
  const given = message.files[at];
  return given === undefined ? madeUpPicture(at) : new Uint8Array(given);
}
