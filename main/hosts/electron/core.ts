import { createApp } from '../../core/app.ts';
import { serveCore } from './coreServer.ts';

/** Entry of the utility process that main.ts starts. */
serveCore(
  {
    onMessage: (listener) => process.parentPort.on('message', ({ data, ports }) => listener(data, ports)),
    post: (message) => process.parentPort.postMessage(message),
  },
  createApp,
);
