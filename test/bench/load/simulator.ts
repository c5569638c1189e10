import { startSimulator } from '../../../main/core/providers/simulator/server.ts';
import { loadClock } from './protocol.ts';

/** The provider, in a process of its own: two status callbacks for each text that it takes. */

const simulator = await startSimulator({
  profile: 'provider-1',
  clock: loadClock(),
  pace: { sentMs: 50, deliveredMs: 150 },
});
process.on('message', (callbackUrl: string) => simulator.control.setCallback({ url: callbackUrl }));
process.once('disconnect', () => process.exit());
process.send?.(simulator.url);
