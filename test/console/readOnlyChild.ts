import Database from 'better-sqlite3';
import { createConsole } from '../../main/core/console/console.ts';
import { memorySecrets, testClock, testPorts } from '../helpers/core.ts';

/**
 * Starts a console on a data folder as a user without rights, and prints how that ended. Root gives up its
 * rights first.
 */
const { dataDir, key }: { dataDir: string; key: string } = JSON.parse(process.argv[2] ?? '{}');
// The native part is loaded at its first use; where the project's folder is private, no other user could
// read it then.
new Database(':memory:').close();
if (process.getuid?.() === 0) {
  process.setgid?.(65534);
  process.setuid?.(65534);
}
const secrets = memorySecrets();
secrets.entries.set('store-key', key);
const ports = testPorts(testClock(), { dataDir, keyStore: { kind: 'system', open: async () => secrets } });
const service = await createConsole(ports);
process.stdout.write(JSON.stringify({ phase: service.phase(), problem: service.problem() }));
await service.close();
