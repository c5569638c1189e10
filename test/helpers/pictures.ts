import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { PictureKind } from '../../shared/schema/words.ts';

/** Small pictures, drawn by a program, and what a camera or somebody with bad intentions writes into one. */

export const plain = (kind: PictureKind): Buffer =>
  readFileSync(join(import.meta.dirname, '../fixtures/pictures', `plain.${kind}`));

/** A place and a name that nobody may find in a cleaned file. */
export const SECRET = 'GPS 40.7128 N, Quillaway’s phone <script>alert(1)</script>';

/** Exif as a camera writes it: a maker, an orientation, and words that tell where it was taken. */
export function exif(orientation: number, bigEndian = false): Buffer {
  const tiff = Buffer.alloc(38);
  const put16 = (value: number, at: number) =>
    bigEndian ? tiff.writeUInt16BE(value, at) : tiff.writeUInt16LE(value, at);
  const put32 = (value: number, at: number) =>
    bigEndian ? tiff.writeUInt32BE(value, at) : tiff.writeUInt32LE(value, at);
  tiff.write(bigEndian ? 'MM' : 'II', 0, 'latin1');
  put16(42, 2);
  put32(8, 4);
  put16(2, 8);
  // ImageDescription, as text that lies behind the directory.
  put16(0x010e, 10);
  put16(2, 12);
  put32(SECRET.length, 14);
  put32(38, 18);
  put16(0x0112, 22);
  put16(3, 24);
  put32(1, 26);
  put16(orientation, 30);
  return Buffer.concat([tiff, Buffer.from(SECRET)]);
}

function segment(marker: number, payload: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}

function pngChunk(type: string, payload: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), payload]);
  const made = Buffer.alloc(body.length + 8);
  made.writeUInt32BE(payload.length);
  body.copy(made, 4);
  made.writeUInt32BE(crc32(body), body.length + 4);
  return made;
}

function riffChunk(type: string, payload: Buffer): Buffer {
  const made = Buffer.alloc(8 + payload.length + (payload.length % 2));
  made.write(type, 0, 'latin1');
  made.writeUInt32LE(payload.length, 4);
  payload.copy(made, 8);
  return made;
}

const insert = (file: Buffer, at: number, ...pieces: Buffer[]) =>
  Buffer.concat([file.subarray(0, at), ...pieces, file.subarray(at)]);

/** A JPEG with what a camera writes into it. */
export const withExif = (jpeg: Buffer, orientation: number): Buffer =>
  insert(jpeg, 20, segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(orientation)])));

/** The plain picture with metadata in every place that its format has, and bytes behind its end. */
export function tellTale(kind: PictureKind, orientation = 6): Buffer {
  const file = plain(kind);
  const secret = Buffer.from(SECRET);
  const behind = Buffer.concat([Buffer.from('PK\x03\x04'), secret]);
  switch (kind) {
    case 'jpeg':
      return Buffer.concat([
        insert(
          file,
          // Behind JFIF, which comes first.
          20,
          segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(orientation)])),
          segment(0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), secret])),
          segment(0xed, secret),
          segment(0xfe, secret),
        ),
        behind,
      ]);
    case 'png':
      return Buffer.concat([
        insert(
          file,
          33,
          pngChunk('tEXt', secret),
          pngChunk('eXIf', exif(orientation, true)),
          pngChunk('tIME', Buffer.alloc(7)),
          pngChunk('prVt', secret),
        ),
        behind,
      ]);
    case 'gif': {
      const blocks = Buffer.concat([Buffer.from([secret.length]), secret, Buffer.from([0])]);
      const table = 13 + ((file[10] ?? 0) & 0x80 ? 3 * 2 ** (((file[10] ?? 0) & 7) + 1) : 0);
      const made = insert(
        file,
        table,
        Buffer.from([0x21, 0xfe]),
        blocks,
        Buffer.from([0x21, 0xff, 11]),
        Buffer.from('XMP DataXMP'),
        blocks,
      );
      return Buffer.concat([made, behind]);
    }
    case 'webp': {
      const body = Buffer.concat([
        file.subarray(12),
        riffChunk('EXIF', exif(orientation)),
        riffChunk('XMP ', secret),
        riffChunk('prVt', secret),
      ]);
      const head = Buffer.from(file.subarray(0, 12));
      head.writeUInt32LE(body.length + 4, 4);
      // The extended header says that both are there.
      const flags = 8;
      body.writeUInt8((body[flags] ?? 0) | 0x0c, flags);
      return Buffer.concat([head, body, behind]);
    }
  }
}
