import { createRouterClient } from '@orpc/server';
import { keep } from '../../../shared/text/stored.ts';
import type { App } from '../../core/app.ts';
import { HostError } from './problem.ts';

/** A person asked for the demo, but this data folder has an organisation. */
export class DemoError extends HostError {}

/**
 * Opens the demo at once (--demo), unless it is open. Throws DemoError where there is an organisation's
 * store.
 */
export async function startDemo(app: App): Promise<void> {
  const client = createRouterClient(app.router, { context: app.context({ kind: 'bearer', token: null }) });
  const state = await client.session.state();
  if (state.demo) return;
  if (state.phase !== 'first-run') {
    throw new DemoError(keep('host:notForTheDemo'));
  }
  await client.setup.startDemo();
}
