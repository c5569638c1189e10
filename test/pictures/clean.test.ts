import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanPicture } from '../../main/core/pictures/clean/clean.ts';
import { orientationOf } from '../../main/core/pictures/clean/exif.ts';
import { madeUpPicture } from '../../main/core/providers/simulator/madeUpPicture.ts';
import { PictureKind } from '../../shared/schema/words.ts';
import { exif, plain, SECRET, tellTale } from '../helpers/pictures.ts';

const KINDS = PictureKind.options;
const cleaned = (file: Uint8Array) => {
  const result = cleanPicture(file);
  if (!result.ok) throw new Error(`It was not shown: ${result.why}`);
  return Buffer.from(result.picture.content);
};
const why = (file: Uint8Array) => {
  const result = cleanPicture(file);
  return result.ok ? 'shown' : result.why;
};

/** The orientation that is left in a file: all Exif data in it. */
function turned(file: Buffer): number {
  const at = ['II*\0', 'MM\0*'].map((mark) => file.indexOf(mark, 0, 'latin1')).find((each) => each >= 0);
  return at === undefined ? 1 : orientationOf(file.subarray(at));
}

describe.each(KINDS)('%s', (kind) => {
  test('a plain picture is known by its bytes, and its pixels stay as they are', () => {
    const result = cleanPicture(plain(kind));
    expect(result).toMatchObject({ ok: true, picture: { kind, width: 24, height: 16 } });
    expect(cleaned(cleaned(plain(kind))).equals(cleaned(plain(kind)))).toBe(true);
  });

  test('place, comments, XMP, private data and what lies behind its end are gone', () => {
    const file = tellTale(kind);
    expect(file.includes(SECRET)).toBe(true);
    const clean = cleaned(file);
    for (const word of ['GPS', 'Quillaway', '<script>', 'XMP', 'xap', 'prVt', 'PK\x03\x04'])
      expect(clean.includes(word), word).toBe(false);
    // But for the orientation it is the same file as the plain one.
    expect(clean.length - cleaned(plain(kind)).length).toBeLessThan(60);
  });

  test('a cut file is damaged, wherever it is cut', () => {
    const file = plain(kind);
    for (let length = 16; length < file.length; length += 1)
      expect(why(file.subarray(0, length)), String(length)).toBe('damaged');
  });

  test('whatever is changed in it, it is refused or made clean, and never breaks anything', () => {
    const file = tellTale(kind);
    const change = fc.record({ at: fc.nat(file.length - 1), value: fc.nat(255) });
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 12 }),
        fc.nat(file.length),
        (changes, length) => {
          const broken = Buffer.from(file);
          for (const { at, value } of changes) broken[at] = value;
          for (const each of [broken, broken.subarray(0, length)]) {
            const result = cleanPicture(each);
            if (!result.ok) continue;
            expect(result.picture.width * result.picture.height).toBeLessThanOrEqual(50_000_000);
            expect(cleaned(result.picture.content).equals(result.picture.content)).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

test.each(['jpeg', 'png', 'webp'] as const)('%s keeps how it is turned', (kind) => {
  for (const orientation of [1, 3, 6, 8])
    expect(turned(cleaned(tellTale(kind, orientation)))).toBe(orientation);
  expect(turned(cleaned(tellTale(kind, 77)))).toBe(1);
});

test.each(['jpeg', 'png'] as const)('a %s that lies on its side is as wide as it is shown', (kind) => {
  expect(cleanPicture(tellTale(kind, 6))).toMatchObject({ picture: { width: 16, height: 24 } });
  expect(cleanPicture(tellTale(kind, 3))).toMatchObject({ picture: { width: 24, height: 16 } });
});

test('an animation keeps its frames, and the repetition', () => {
  const clean = cleaned(tellTale('gif'));
  expect(clean.includes('NETSCAPE2.0')).toBe(true);
  expect(clean.equals(plain('gif')) || clean.length < plain('gif').length).toBe(true);
});

test('a small file that would unfold into gigabytes is too large', () => {
  const png = Buffer.from(madeUpPicture());
  const bomb = (width: number, height: number) => {
    const made = Buffer.from(png);
    made.writeUInt32BE(width, 16);
    made.writeUInt32BE(height, 20);
    return made;
  };
  // The sum of the header no longer fits, so damage is found first: the size is told by formats without one.
  expect(why(bomb(60_000, 60_000))).toBe('damaged');
  const gif = Buffer.from(plain('gif'));
  gif.writeUInt16LE(65_535, 6);
  gif.writeUInt16LE(65_535, 8);
  expect(why(gif)).toBe('too-large');
  const jpeg = Buffer.from(plain('jpeg'));
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(65_500, frame + 5);
  jpeg.writeUInt16BE(65_500, frame + 7);
  expect(why(jpeg)).toBe('too-large');
  const webp = Buffer.from(plain('webp'));
  webp.fill(0xff, 24, 30);
  expect(why(webp)).toBe('too-large');
  expect(why(Buffer.alloc(6 * 1024 * 1024, 0xff))).toBe('too-large');
});

test('what is no picture is none, whatever it is called', () => {
  for (const text of [
    '<!doctype html><script>alert(1)</script>',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    '%PDF-1.7',
    '',
    'BM6',
    '\0\0\0\x1cftypheic',
  ])
    expect(why(Buffer.from(text, 'latin1')), text).toBe('kind');
  // Both a GIF and a script: its header is one and nothing behind it is.
  expect(why(Buffer.from('GIF89a/*<svg/onload=alert(1)>*/=1;alert(1)//'))).not.toBe('shown');
  expect(why(exif(1))).toBe('kind');
});

test('bytes at random are no picture', () => {
  const starts = ['', '\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'GIF89a', 'RIFF\x20\0\0\0WEBP'];
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), (start, bytes) => {
      expect(cleanPicture(Buffer.concat([Buffer.from(start, 'latin1'), bytes])).ok).toBe(false);
    }),
  );
});
