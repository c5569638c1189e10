import { createApp } from '../../core/app.ts';
import { crashQuietly } from '../common/crash.ts';
import { serveCore } from './coreServer.ts';

crashQuietly(null, process.exit);

/** Entry of the utility process that main.ts starts. */
serveCore(
  {
    onMessage: (listener) => process.parentPort.on('message', ({ data, ports }) => listener(data, ports)),
    post: (message) => process.parentPort.postMessage(message),
  },
  createApp,
);
