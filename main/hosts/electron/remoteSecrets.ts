import { type KeyStore, KeyStoreError, type Secrets } from '../../core/base/ports.ts';
import type { FromCore, ToCore } from './messages.ts';
import { createQuestions } from './questions.ts';

type Ask = Extract<FromCore, { kind: 'secret' }>;

/**
 * The key store as the core's process sees it: every question goes to the main process, the only one with
 * safeStorage. `works` asks whether it can be opened now; `answer` takes an answer that came back.
 */
export function remoteKeyStore(post: (message: Ask) => void): {
  readonly keyStore: KeyStore;
  works(): Promise<boolean>;
  answer(message: Extract<ToCore, { kind: 'secret' }>): void;
} {
  const asked = createQuestions<string | null>();
  const ask = (act: Ask['act'], name = '', value = '') =>
    asked.ask((id) => post({ kind: 'secret', id, act, name, value }));
  const secrets: Secrets = {
    get: (name) => ask('get', name),
    set: async (name, value) => {
      await ask('set', name, value);
    },
    delete: async (name) => {
      await ask('delete', name);
    },
  };
  return {
    keyStore: {
      kind: 'system',
      open: async () => {
        await ask('open');
        return secrets;
      },
    },
    works: () =>
      ask('open').then(
        () => true,
        () => false,
      ),
    answer: ({ id, value, problem }) => {
      if (problem === null) asked.answer(id, value);
      else asked.refuse(id, new KeyStoreError('unavailable', problem));
    },
  };
}
