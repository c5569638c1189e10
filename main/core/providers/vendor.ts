import type { WebhookAnswer } from './door.ts';
import type { ErrorTable } from './errors.ts';
import type { AdapterDeps } from './http.ts';
import type { Adapter, WebhookAccess, WebhookRequest, WebhookResult } from './provider.ts';

/**
 * What a vendor brings beside its facts (shared/providers): its adapter, its error codes, and how its calls
 * are read. `Config`: the settings that the adapter is made with.
 */
export type Vendor<Config> = {
  /** Makes the adapter of a connection from its settings and secrets. */
  create(config: Config, deps: AdapterDeps): Adapter;
  readonly errors: ErrorTable;
  /**
   * Checks and reads a call, with the credentials that tell the provider's calls from others; `now` in UTC
   * milliseconds. Never throws on bad input.
   */
  readWebhook(keys: WebhookAccess['keys'], request: WebhookRequest, now: number): WebhookResult;
  /** The answer to a call once everything in it is stored. */
  readonly accepted: WebhookAnswer;
};
