import { afterAll } from 'vitest';
import { COST } from '../../main/core/accounts/password.ts';
import { onFaultPoint } from '../../main/core/base/faultPoint.ts';

/**
 * Test files that share a process (vitest.config.ts) share the modules too. What a file may have set in them
 * is put back when it ends, so that none depends on which file ran before it.
 */

const full = { ...COST };

afterAll(() => {
  Object.assign(COST, full);
  onFaultPoint(null);
});
