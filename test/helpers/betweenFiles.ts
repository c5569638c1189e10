import { afterAll } from 'vitest';
import { COST } from '../../main/core/accounts/password.ts';
import { onFaultPoint } from '../../main/core/base/faultPoint.ts';

/**
 * Test files that share a process (vitest.config.ts) share its modules too. What a file may have set in
 * them is put back when it ends, so that no file depends on the one before.
 */

const full = { ...COST };

afterAll(() => {
  Object.assign(COST, full);
  onFaultPoint(null);
});
