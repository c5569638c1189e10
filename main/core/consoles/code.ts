import { z } from 'zod';
import { keep } from '../../../shared/text/stored.ts';
import { KeptError } from '../base/errors.ts';
import { LogAddress } from './log/address.ts';

/**
 * The code with which another computer becomes a console. It says where the log is and how to sign in there
 * once, and opens the organisation's key, which lies in the log until then. So it is as good as the key until
 * it was used or is over.
 */
const Code = z.strictObject({
  address: LogAddress,
  organisation: z.string().min(1).max(100),
  console: z.string().min(1).max(100),
  name: z.string().min(1).max(60),
  /** 32 bytes, which open the sealed key. */
  opens: z.base64(),
});
export type Code = z.infer<typeof Code>;

const Key = z.string().regex(/^[0-9a-f]{64}$/);
/**
 * What the sealed key holds: the keys of the log, from the first to the newest, without which consoles that
 * one is, and the key of numbers' hashes, by which rows name people.
 */
export const Keys = z.strictObject({
  log: z.array(Key).min(1),
  without: z.array(z.string()),
  subject: Key,
});
export type Keys = z.infer<typeof Keys>;

const START = 'heed-console.';

export const codeText = (code: Code): string =>
  START + Buffer.from(JSON.stringify(code)).toString('base64url');

/** @throws KeptError where it is no such code, such as one of which a part was not copied */
export function readCode(text: string): Code {
  const packed = text.replace(/\s+/g, '');
  try {
    if (!packed.startsWith(START)) throw new Error('It begins otherwise.');
    return Code.parse(JSON.parse(Buffer.from(packed.slice(START.length), 'base64url').toString('utf8')));
  } catch (error) {
    throw new KeptError(keep('consoles:refused.code'), { cause: error });
  }
}
