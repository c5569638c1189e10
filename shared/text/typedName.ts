/**
 * A person's name without control characters, at which some programs stop, and without marks that turn the
 * writing of what stands behind it: somebody who joins chooses their name, and admins decide by it. Right to
 * left letters need no such marks.
 */
export const typedName = (name: string): string =>
  name.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
