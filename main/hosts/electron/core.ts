import { createApp } from '../../core/app.ts';
import { crashQuietly } from '../common/crash.ts';
import { serveCore } from './coreServer.ts';

crashQuietly('core', null, process.exit);

/** The passphrase is for this process alone; what it starts must not inherit it. */
const env = { ...process.env };
delete process.env.HEED_PASSPHRASE;

/** Entry of the utility process that main.ts starts. */
serveCore(
  {
    onMessage: (listener) => process.parentPort.on('message', ({ data, ports }) => listener(data, ports)),
    post: (message) => process.parentPort.postMessage(message),
  },
  createApp,
  env,
);
