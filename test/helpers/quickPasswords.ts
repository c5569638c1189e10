import { COST } from '../../main/core/accounts/password.ts';

/**
 * Makes hashing a password cheap in this test file, for tests that sign in many times and are about
 * something else.
 */
export function quickPasswords(): void {
  Object.assign(COST, { N: 16, r: 8, p: 1 });
}
