import { afterAll } from 'vitest';
import { forgetHeard } from '../secrets/watch.ts';

/**
 * Test files of test/e2e share processes (vitest.config.ts). What windows of one file were sent is searched
 * for the secrets of that file's consoles, so it is forgotten when the file ends; this runs after the file's
 * own `afterAll`.
 */

afterAll(forgetHeard);
