import type { Random } from '../base/ports.ts';

/** A name for an organisation or a console in the log: 96 random bits. */
export const newName = (random: Pick<Random, 'bytes'>): string =>
  Buffer.from(random.bytes(12)).toString('base64url');
