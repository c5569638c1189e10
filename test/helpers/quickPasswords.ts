import { COST } from '../../main/core/accounts/password.ts';

/**
 * For tests that sign in many times and are about something else: passwords hashed by little work, in this
 * test file alone.
 */
export function quickPasswords(): void {
  Object.assign(COST, { N: 16, r: 8, p: 1 });
}
