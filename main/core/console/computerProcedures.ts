import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/text/say.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { CoreError } from '../base/errors.ts';
import type { DesktopPort, Ports } from '../base/ports.ts';
import type { ConsoleService } from './console.ts';
import { problemFacts } from './facts.ts';

const os = implement(contract.computer).$context<RpcContext<ConsoleService>>().use(translated).use(access);

const OK = { ok: true } as const;

/** The desktop program; a console in a browser's window has none. */
function desktopOf({ desktop }: Ports): DesktopPort {
  if (desktop === undefined) throw new CoreError('CONFLICT', t('computer:refused.noDesktop'));
  return desktop;
}

/** Nothing here concerns the organisation or its store, so nothing goes into the ledger. */
export const computer = os.router({
  state: os.state.handler(async ({ context: { services } }) => ({
    desktop: (await services.ports.desktop?.state()) ?? null,
  })),

  change: os.change.use(signedIn).handler(async ({ context: { services }, input }) => {
    const desktop = desktopOf(services.ports);
    const { able } = await desktop.state();
    if (input.startAtLogin && !able.startAtLogin)
      throw new CoreError('CONFLICT', t('computer:refused.startAtLogin'));
    await desktop.change(input);
    return OK;
  }),

  chooseUpdates: os.chooseUpdates.use(signedIn).handler(async ({ context: { services }, input }) => {
    const desktop = desktopOf(services.ports);
    if (input.on && !(await desktop.state()).able.updates)
      throw new CoreError('CONFLICT', t('computer:refused.updates'));
    await desktop.change({ updates: input.on ? 'on' : 'off' });
    return OK;
  }),

  checkForUpdate: os.checkForUpdate.use(signedIn).handler(async ({ context: { services } }) => {
    const desktop = desktopOf(services.ports);
    if (!(await desktop.state()).able.updates) throw new CoreError('CONFLICT', t('computer:refused.updates'));
    await desktop.checkForUpdate();
    return OK;
  }),

  problemReport: os.problemReport.use(signedIn).handler(({ context: { services, me } }) => {
    const { problemReport, clock } = services.ports;
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    const text = problemReport?.(problemFacts(services, me.role)) ?? '';
    return { name: `heed-problem-${day}.txt`, text };
  }),
});
