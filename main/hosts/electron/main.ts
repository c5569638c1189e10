import { join } from 'node:path';
import { app, dialog, ipcMain, Menu, protocol, safeStorage, session, utilityProcess } from 'electron';
import { z } from 'zod';
import { defaultDataDir } from '../common/dataDir.ts';
import { lockDataDir } from '../common/dataLock.ts';
import { CONNECT, SCHEME } from './channel.ts';
import { type CoreProcess, startCoreProcess } from './coreProcess.ts';
import { denyNavigation, denyPermissions } from './hardening.ts';
import { menuTemplate } from './menu.ts';
import { openSafeSecrets } from './safeSecrets.ts';
import { answerScreen } from './screen.ts';
import { createWindows } from './windows.ts';

/** What main/start.mjs hands over as --heed=JSON; a packaged Heed starts without. */
const Options = z.object({
  dataDir: z.string().min(1).default(defaultDataDir()),
  webhookPort: z.number().int().min(0).max(65_535).default(0),
  demo: z.boolean().default(false),
});
const given = process.argv.find((argument) => argument.startsWith('--heed='))?.slice('--heed='.length);
/** The one thing that a packaged Heed may have to be told: its kept port is taken (webhookPort.ts). */
const port = process.argv.join(' ').match(/--webhook-port[= ](\d{1,5})/)?.[1];
const options = Options.parse({
  ...(port === undefined ? {} : { webhookPort: Number(port) }),
  ...z.record(z.string(), z.unknown()).parse(JSON.parse(given ?? '{}')),
});
const here = import.meta.dirname;

app.enableSandbox();
app.setPath('userData', join(options.dataDir, 'electron'));
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);
denyNavigation(app);

/** Tells the person why Heed cannot go on, and ends. */
function giveUp(message: string): void {
  dialog.showErrorBox('Heed cannot go on', message);
  app.exit(1);
}

function run(unlock: () => void): void {
  denyPermissions(session.defaultSession);
  protocol.handle(SCHEME, (request) => answerScreen(request, join(here, '../renderer')));
  let core: CoreProcess | null = null;
  const windows = createWindows({
    preload: join(here, 'preload.cjs'),
    connected: (windowId, port) => core?.connect(windowId, port),
    closed: (windowId) => core?.forget(windowId),
  });
  const child = utilityProcess.fork(join(here, 'core.js'), [], { serviceName: 'Heed core' });
  core = startCoreProcess(child, options, {
    openSecrets: () => openSafeSecrets(safeStorage, join(options.dataDir, 'secrets.json'), process.platform),
    newWindow: windows.open,
    ready: windows.open,
    failed: giveUp,
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(process.platform, app.getLocale(), windows.open)),
  );
  ipcMain.on(CONNECT, (event) => windows.connect(event));
  app.on('second-instance', windows.focus);
  app.on('activate', windows.focus);
  // Heed sends and receives only while it is open; a console without a window would do so unseen.
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    event.preventDefault();
    void core?.close().finally(() => {
      unlock();
      app.exit(0);
    });
  });
}

if (app.requestSingleInstanceLock()) {
  try {
    const unlock = lockDataDir(options.dataDir);
    app.whenReady().then(() => run(unlock), giveUp);
  } catch (error) {
    giveUp(error instanceof Error ? error.message : String(error));
  }
} else app.quit();
