import { crashQuietly } from '../../common/crash.ts';
import { versionAbove } from '../../common/version.ts';
import { createLines } from './lines.ts';
import { type FromDesk, ToDesk } from './messages.ts';

crashQuietly('desk', null, process.exit);

/** As a browser names its system, so that an admin recognises the desk. */
const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'Macintosh', win32: 'Windows' };

/** Entry of the utility process with the lines to other consoles, which joined/deskProcess.ts starts. */
const version = versionAbove(import.meta.dirname);
const system = SYSTEMS[process.platform] ?? 'Linux';
const lines = createLines({
  version,
  agent: `Heed/${version} (${system}) Electron/${process.versions.electron}`,
});
const post = (message: FromDesk) => process.parentPort.postMessage(message);

process.parentPort.on('message', ({ data, ports: [port] }) => {
  const message = ToDesk.parse(data);
  if (message.kind === 'forget') lines.forget(message.address);
  else if (message.kind === 'look') {
    const { id } = message;
    void lines.look(message.console).then((reached) => post({ kind: 'looked', id, reached }));
  } else if (port !== undefined) {
    const { address } = message.console;
    void lines.connect(message.console, port).then((reached) => post({ kind: 'line', address, reached }));
  }
});
