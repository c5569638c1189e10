import { createRouterClient } from '@orpc/server';
import type { SessionState } from '../../../shared/contract/access/session.ts';
import type { App } from '../../core/app.ts';

/**
 * Why the store could not be opened and what to do, for the terminal; null when it is open, or only waits for
 * its passphrase.
 */
export async function openingProblem(app: App): Promise<SessionState['problem']> {
  const client = createRouterClient(app.router, { context: app.context({ kind: 'bearer', token: null }) });
  const { phase, problem } = await client.session.state();
  return phase === 'stopped' ? problem : null;
}
