import type { WebhookAnswer } from './door.ts';
import type { ErrorTable } from './errors.ts';
import type { AdapterDeps } from './http.ts';
import type { Adapter, WebhookAccess, WebhookRequest, WebhookResult } from './provider.ts';

/**
 * What a vendor brings beside its facts (shared/providers): its adapter, what its codes mean, and how its
 * calls are read. `Config` is what the adapter is made with.
 */
export type Vendor<Config> = {
  /** Makes the adapter of a connection from its settings, secrets put back in. */
  create(config: Config, deps: AdapterDeps): Adapter;
  readonly errors: ErrorTable;
  /**
   * Checks and reads a call with nothing but what tells the provider from others; `now` in UTC milliseconds.
   * Never throws on bad input.
   */
  readWebhook(keys: WebhookAccess['keys'], request: WebhookRequest, now: number): WebhookResult;
  /** What a call is answered with once all of it is kept. */
  readonly accepted: WebhookAnswer;
};
