import { onTestFinished, test, vi } from 'vitest';
import type { ConnectionRow, Connections } from '../../main/core/connections/connections.ts';
import { isInboundFresh } from '../../main/core/connections/drained.ts';
import { createPoller } from '../../main/core/inbox/poller.ts';
import { one } from '../../main/core/store/statement.ts';
import { messenger } from '../helpers/messenger.ts';

test('what came while the store could not be written is read before anything leaves, also where no reading was due', async () => {
  const d = messenger('GB');
  const row = () => one<ConnectionRow>(d.core.db, "SELECT * FROM connection WHERE profile = 'provider-2'");
  const connections: Connections = {
    adapterOf: () => d.provider.adapter,
    rows: () => [row()].flatMap((each) => each ?? []),
    reload: async () => {},
    test: async () => {
      throw new Error('not asked here');
    },
  };
  const fresh = () => {
    const { id = null, last_inbound_ok_at = null } = row() ?? {};
    const read = { connection_id: id, last_inbound_ok_at };
    return isInboundFresh(d.core, read, 10, d.clock.now());
  };
  const poller = createPoller(d.core, connections);
  onTestFinished(() => poller.stop());
  d.clock.advance(1000);
  poller.start();
  await vi.waitUntil(fresh, { timeout: 30_000 });

  d.core.report(Object.assign(new Error('full'), { code: 'SQLITE_FULL' }));
  await vi.waitUntil(() => !fresh(), { timeout: 30_000 });
});
