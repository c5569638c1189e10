import Database from 'better-sqlite3';
import { createConsole } from '../../main/core/console/console.ts';
import { memorySecrets, testClock, testPorts } from '../helpers/core.ts';

/**
 * Starts a console on a data folder as somebody without rights, and tells how that ended. Root gives its
 * rights up first.
 */
const { dataDir, key }: { dataDir: string; key: string } = JSON.parse(process.argv[2] ?? '{}');
// The native part is loaded at the first use, and where the project's own folder is private, nobody else can
// read it.
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
