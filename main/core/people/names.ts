import { createHmac } from 'node:crypto';
import { fold } from '../rules/fold.ts';
import type { Core } from '../store/context.ts';

/**
 * Words of a name as they are compared: folded, without punctuation; initials only where there is nothing
 * else.
 */
function wordsOf(name: string): string[] {
  const words = fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const whole = words.filter((word) => word.length > 1);
  return [...new Set(whole.length > 0 ? whole : words)];
}

/**
 * A name as the store may keep it for good: a keyed hash of each word, with the number's own mixed in, so
 * that neither the name nor that two numbers share one can be read from it. Empty for an empty name.
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
 * Whether two names may be one person's: they share a word, or one of them is not known. Lists write a person
 * as Maria, Lopez, Maria or M. Lopez, so only names without any word in common are certainly two people's.
 */
export function maybeSameName(one: string, other: string): boolean {
  if (one === '' || other === '') return true;
  const words = new Set(one.split(' '));
  return other.split(' ').some((word) => words.has(word));
}
