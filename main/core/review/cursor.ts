import { z } from 'zod';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';

const Place = z.array(z.union([z.number(), z.string()])).max(4);

/** The values by which a list is sorted, of the last row of a page. */
export function writeCursor(place: readonly (number | string)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws CoreError INVALID for a cursor that is none, or of a list with another order */
export function readCursor(cursor: string, length: number): (number | string)[] {
  try {
    return Place.length(length).parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new CoreError('INVALID', t('core:list.place'), { cause });
  }
}
