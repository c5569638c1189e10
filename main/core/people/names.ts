import { createHmac } from 'node:crypto';
import { fold } from '../rules/fold.ts';
import type { Core } from '../store/context.ts';

/** Words of a name for comparison: folded, without punctuation; initials only where there is nothing else. */
function wordsOf(name: string): string[] {
  const words = fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const whole = words.filter((word) => word.length > 1);
  return [...new Set(whole.length > 0 ? whole : words)];
}

/**
 * A name in the form in which the store may keep it: a keyed hash of each word, with the number mixed in, so
 * that neither the name, nor whether two numbers share one, can be read from it. Empty for an empty name.
 */
export function nameKey(core: Pick<Core, 'subjectKey'>, subject: string, name: string): string {
  return wordsOf(name)
    .map((word) =>
      createHmac('sha256', core.subjectKey)
        .update(`${subject}\n${word}`)
        .digest()
        .subarray(0, 12)
        .toString('base64url'),
    )
    .sort()
    .join(' ');
}

/**
 * Whether two names may be one person's: they share a word, or one of them is not known. Lists have a person
 * as Maria, Lopez, Maria or M. Lopez, so only names without any common word are surely two people's (decision
 * 18).
 */
export function maybeSameName(one: string, other: string): boolean {
  if (one === '' || other === '') return true;
  const words = new Set(one.split(' '));
  return other.split(' ').some((word) => words.has(word));
}
