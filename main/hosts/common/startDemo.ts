import { createRouterClient } from '@orpc/server';
import type { App } from '../../core/app.ts';

/** A person asked for the demo, but this data folder holds something else. `message` is fit to print. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}

/**
 * Opens the demo straight away (--demo). Does nothing where it is open already. Throws DemoError over an
 * organisation's store.
 */
export async function startDemo(app: App): Promise<void> {
  const client = createRouterClient(app.router, { context: app.context({ kind: 'bearer', token: null }) });
  const state = await client.session.state();
  if (state.demo) return;
  if (state.phase !== 'first-run') {
    throw new DemoError(
      'This data folder holds an organisation. Choose another with --data-dir for the demo.',
    );
  }
  await client.setup.startDemo();
}
