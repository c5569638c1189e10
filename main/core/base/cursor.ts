import type { ZodType } from 'zod';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from './errors.ts';

/**
 * The place behind a page of a list: the values of its last row by which the list is sorted. Callers hand it
 * back as they got it.
 */
export function writeCursor(place: readonly (number | string | null)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws CoreError INVALID for an invalid cursor, or one of a list with another order */
export function readCursor<Place>(cursor: string, place: ZodType<Place>): Place {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new CoreError('INVALID', t('core:list.place'), { cause });
  }
}
