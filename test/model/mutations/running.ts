import type { Mutation } from './types.ts';

/** What only the running program does; the histories call these parts themselves. */
export const running: readonly Mutation[] = [
  {
    name: 'nothing falls due while the program runs',
    in: 'running',
    changes: [
      {
        file: 'main/core/console/running.ts',
        from: '  if (!core.recovered()) return;',
        to: '  if (core.openedAt >= 0) return;',
      },
    ],
  },
  {
    name: 'the running program reads no provider',
    in: 'running',
    changes: [{ file: 'main/core/console/running.ts', from: '  poller.start();', to: '' }],
  },
];
