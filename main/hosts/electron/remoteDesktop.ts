import type { Desktop } from '../../../shared/contract/console/computer.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../../core/base/errors.ts';
import type { DesktopPort } from '../../core/base/ports.ts';
import type { FromCore, ToCore } from './messages.ts';
import { createQuestions } from './questions.ts';

type Ask = Extract<FromCore, { kind: 'desktop' }>;

/** The desktop program as the core's process sees it: every question goes to the main process. */
export function remoteDesktop(post: (message: Ask) => void): {
  readonly desktop: DesktopPort;
  answer(message: Extract<ToCore, { kind: 'desktop' }>): void;
  changed(): void;
} {
  const asked = createQuestions<Desktop>();
  let listener = () => {};
  const ask = (act: Ask['act'], change: Ask['change'] = {}) =>
    asked.ask((id) => post({ kind: 'desktop', id, act, change }));
  return {
    desktop: {
      state: () => ask('state'),
      change: async (change) => {
        await ask('change', change);
      },
      checkForUpdate: async () => {
        await ask('check');
      },
      onChange: (next) => {
        listener = next;
      },
    },
    answer: ({ id, desktop }) => {
      if (desktop === null) asked.refuse(id, new CoreError('CONFLICT', t('computer:refused.failed')));
      else asked.answer(id, desktop);
    },
    changed: () => listener(),
  };
}
