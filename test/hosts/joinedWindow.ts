import { randomUUID } from 'node:crypto';
import { createORPCClient } from '@orpc/client';
import { vi } from 'vitest';
import { LINE_CLOSED, LINE_OPEN } from '../../main/hosts/electron/channel.ts';
import type { createLines } from '../../main/hosts/electron/joined/lines.ts';
import type { Host } from '../../renderer/host.ts';
import { createHostLink } from '../../renderer/link.ts';
import type { Client } from './deskConsole.ts';

type Place = { readonly address: string; readonly pin: string | null };

/**
 * A window of the desktop program whose ports lead to `lines`, and what its screen was told. It ends
 * with the steps of `cleanUp`.
 */
export function windowAt(
  lines: ReturnType<typeof createLines>,
  place: Place,
  cleanUp: (() => unknown)[],
): { readonly client: Client; readonly told: string[] } {
  const page = new EventTarget();
  vi.stubGlobal('window', page);
  const told: string[] = [];
  // Links of earlier tests go on trying in the same page.
  const message = `a port ${randomUUID()}`;
  let gone = false;
  cleanUp.push(() => {
    gone = true;
  });
  const host: Host = {
    kind: 'electron',
    connect: () => {
      const { port1, port2 } = new MessageChannel();
      const link = { via: 'message-port', message, open: LINE_OPEN, closed: LINE_CLOSED } as const;
      if (gone) return link;
      queueMicrotask(() =>
        page.dispatchEvent(
          Object.assign(new Event('message'), { source: page, data: message, ports: [port2] }),
        ),
      );
      void lines.connect(place, port1).then(({ problem }) => {
        if (problem !== null) told.push(problem);
      });
      cleanUp.push(() => port2.close());
      return link;
    },
  };
  const client: Client = createORPCClient(
    createHostLink(host, { opened: () => told.push('open'), lost: () => told.push('lost') }),
  );
  return { client, told };
}
