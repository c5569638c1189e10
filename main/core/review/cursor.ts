import { z } from 'zod';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';

const Place = z.array(z.union([z.number(), z.string()])).max(4);

/** The values of a page's last row by which the list is sorted. */
export function writeCursor(place: readonly (number | string)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws CoreError INVALID for an invalid cursor, or one of a list with another order */
export function readCursor(cursor: string, length: number): (number | string)[] {
  try {
    return Place.length(length).parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new CoreError('INVALID', t('core:list.place'), { cause });
  }
}
