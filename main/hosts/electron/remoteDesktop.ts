import type { Desktop } from '../../../shared/contract/console/computer.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../../core/base/errors.ts';
import type { DesktopPort } from '../../core/base/ports.ts';
import type { FromCore, ToCore } from './messages.ts';

type Ask = Extract<FromCore, { kind: 'desktop' }>;

/** The desktop program as the core's process sees it: every question goes to the main process. */
export function remoteDesktop(post: (message: Ask) => void): {
  readonly desktop: DesktopPort;
  answer(message: Extract<ToCore, { kind: 'desktop' }>): void;
  changed(): void;
} {
  const waiting = new Map<number, PromiseWithResolvers<Desktop>>();
  let last = 0;
  let listener = () => {};
  const ask = (act: Ask['act'], change: Ask['change'] = {}) => {
    last += 1;
    const answer = Promise.withResolvers<Desktop>();
    waiting.set(last, answer);
    post({ kind: 'desktop', id: last, act, change });
    return answer.promise;
  };
  return {
    desktop: {
      state: () => ask('state'),
      change: async (change) => {
        await ask('change', change);
      },
      lookForUpdate: async () => {
        await ask('look');
      },
      onChange: (next) => {
        listener = next;
      },
    },
    answer: ({ id, desktop }) => {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (desktop === null) asked?.reject(new CoreError('CONFLICT', t('computer:refused.failed')));
      else asked?.resolve(desktop);
    },
    changed: () => listener(),
  };
}
