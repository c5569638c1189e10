import type { ProviderName } from '../../../shared/providers/index.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import type { Core } from './context.ts';

const HERE = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Whether the store may connect to this provider. The demo speaks to simulated providers on this computer
 * only, whatever its screen or API is asked for.
 */
export function mayConnect(core: Pick<Core, 'demo'>, provider: ProviderName, baseUrl: unknown): boolean {
  if (!core.demo) return true;
  return (
    provider === 'simulator' &&
    typeof baseUrl === 'string' &&
    URL.canParse(baseUrl) &&
    HERE.includes(new URL(baseUrl).hostname)
  );
}

/** @throws CoreError INVALID for a real provider in the demo */
export function refuseInDemo(core: Pick<Core, 'demo'>, provider: ProviderName, baseUrl: unknown): void {
  if (!mayConnect(core, provider, baseUrl)) throw new CoreError('INVALID', t('core:connection.demoOnly'));
}
