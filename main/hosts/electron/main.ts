import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  safeStorage,
  session,
  utilityProcess,
} from 'electron';
import { pickLanguage } from '../../../shared/text/language.ts';
import { t } from '../../../shared/text/say.ts';

import { type Stored, said, written } from '../../../shared/text/stored.ts';
import { noteHost } from '../common/dataDir.mjs';

import { lockDataDir } from '../common/dataLock.ts';
import { SEALED_FILE } from '../common/keyStore.ts';
import { HostError } from '../common/problem.ts';
import { versionAbove } from '../common/version.ts';
import { CONNECT, NEWS, ORGANISATIONS, SCHEME, SPELL } from './channel.ts';
import { watchRightClicks } from './contextMenu.ts';
import { startCoreProcess } from './coreProcess.ts';
import { watchCore } from './coreWatchdog.ts';
import { CORE_NAME, DESK_NAME, recordCrashes } from './crashes.ts';
import { createDesktopProgram } from './desktopProgram.ts';
import {
  askToStartAgain,
  mayConsoleRest,
  saveProblemReport,
  showLog,
  speak,
  tellTrouble,
} from './dialogs.ts';
import { systemDictionaries } from './dictionaries.ts';
import { askWhereToSave } from './downloads.ts';
import { denyNavigation, denyPermissions } from './hardening.ts';
import { createDeskProcess } from './joined/deskProcess.ts';
import { createOrganisations } from './joined/organisations.ts';
import { createPlace, hasOwnConsole } from './joined/place.ts';
import { followLinks, withoutLink } from './links.ts';
import { createMemory } from './memory.ts';
import { menuTemplate } from './menu.ts';
import { readOptions } from './options.ts';
import type { PageNews } from './pageNews.ts';
import { recoverPages } from './recovery.ts';
import { openSafeSecrets } from './safeSecrets.ts';
import { answerScreen } from './screen.ts';
import { createSpelling } from './spelling.ts';
import { passwordStoreFor, sealedWith, sessionNames } from './systemKeyring.ts';
import { createUnsaved } from './unsaved.ts';
import { bringToFront, createWindows } from './windows.ts';

// Comes first, since the system's key store keeps the keys under this name.
app.setName('Heed');
app.enableSandbox();
const options = readOptions(withoutLink(process.argv));
const here = import.meta.dirname;
const icon = join(here, '../renderer/icon.png');
const userData = join(options.dataDir, 'electron');
const logFile = join(options.dataDir, 'heed.log');
const sealedFile = join(options.dataDir, SEALED_FILE);
const memory = createMemory(join(userData, 'desktop.json'));
/** The passphrase is for the core alone; pages and other processes of Chromium would inherit it. */
const env = { ...process.env };
delete process.env.HEED_PASSPHRASE;

app.setPath('userData', userData);
if (process.platform === 'linux' && !app.commandLine.hasSwitch('password-store')) {
  const store = passwordStoreFor({
    desktop: process.env.XDG_CURRENT_DESKTOP ?? '',
    names: sessionNames(),
    sealedWith: sealedWith(sealedFile),
  });
  if (store !== null) app.commandLine.appendSwitch('password-store', store);
}
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);
denyNavigation(app);
recordCrashes(app, options.dataDir);

/** Tells the person why Heed cannot go on, and ends. */
function giveUp(problem: Stored): void {
  tellTrouble(said(problem), logFile);
  app.exit(1);
}

function begin(unlock: () => void): void {
  denyPermissions(session.defaultSession);
  askWhereToSave(session.defaultSession, app);
  // macOS checks spelling itself. Elsewhere Chromium would download dictionaries, so the system's are used.
  session.defaultSession.setSpellCheckerEnabled(process.platform === 'darwin');
  const dictionaries =
    process.platform === 'linux' ? systemDictionaries(app.getLocaleCountryCode(), process.env) : [];
  const learnedFile = join(userData, 'words.json');
  const spelling = dictionaries.length > 0 ? createSpelling({ files: dictionaries, learnedFile }) : null;
  protocol.handle(SCHEME, (request) => answerScreen(request, join(here, '../renderer')));
  nativeTheme.themeSource = schemeOf(memory.get().scheme);
  const unsaved = createUnsaved((window) => windows.order('save', window));
  const windows = createWindows({
    preload: join(here, 'preload.cjs'),
    icon,
    memory,
    spelling: spelling !== null,
    made: (window) => {
      unsaved.watch(window);
      watchRightClicks(window, spelling);
      recoverPages(window, (again) => windows.order('page-again', again));
    },
    connected: (windowId, port) => place.connect(windowId, port),
    onNews: (window, news) => {
      unsaved.onNews(window, news);
      hear(news);
      if (news.kind === 'front') bringToFront(window);
      if (news.kind === 'window') windows.open();
      if (news.kind === 'organisation') place.named(news.name);
    },
    closed: (windowId) => place.forget(windowId),
  });
  const showMenu = () =>
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate(process.platform, {
          newWindow: windows.open,
          order: windows.orderFront,
          showLog: () => showLog(logFile),
          report: () =>
            void saveProblemReport(options.dataDir, async () => (await place.core()?.ask())?.facts ?? null),
          about: () => app.showAboutPanel(),
        }),
      ),
    );
  function hear(news: PageNews): void {
    if (news.kind === 'language' && news.language !== memory.get().language) {
      memory.set({ language: news.language });
      speak(news.language);
      showMenu();
      desktop.showTray();
    }
    if (news.kind === 'scheme' && news.scheme !== memory.get().scheme) {
      memory.set({ scheme: news.scheme });
      nativeTheme.themeSource = schemeOf(news.scheme);
    }
  }
  showMenu();
  app.setAboutPanelOptions({
    applicationName: 'Heed',
    applicationVersion: t('desktop:about.version', { version: versionAbove(here) }),
    copyright: t('desktop:about.what'),
    iconPath: icon,
  });
  const desktop = createDesktopProgram({
    userData,
    appPath: join(here, '../..'),
    icon,
    // At a desk nothing waits on this computer.
    underWay: async () => {
      const core = place.core();
      return core === null ? 0 : ((await core.ask())?.underWay ?? null);
    },
    changed: () => place.core()?.desktopChanged(),
    open: windows.focus,
  });
  ipcMain.on(CONNECT, (event) => windows.connect(event));
  ipcMain.on(NEWS, (event, news: unknown) => windows.hear(event, news));
  ipcMain.handle(SPELL, (event, words: unknown) =>
    windows.isOurs(event) ? (spelling?.wrong(words) ?? []) : [],
  );
  ipcMain.handle(ORGANISATIONS, (event, asked: unknown) =>
    windows.isOurs(event) ? place.answer(asked) : null,
  );
  const startCore = () =>
    watchCore(
      (events, signIns) => {
        const child = utilityProcess.fork(join(here, 'core.js'), [], { serviceName: CORE_NAME, env });
        return startCoreProcess(child, { ...options, staticDir: join(here, '../renderer'), signIns }, events);
      },
      {
        openSecrets: () => openSafeSecrets(safeStorage, sealedFile, process.platform),
        newWindow: windows.open,
        desktop: desktop.hear,
        ready: (again) => {
          if (again) windows.order('core-again');
          else noteHost(options.dataDir, 'electron');
        },
        failed: giveUp,
        diedTwice: () => {
          void askToStartAgain(logFile).then((again) => (again ? place.core()?.start() : app.quit()));
        },
      },
    );
  // The lines to other consoles have a process of their own: what comes in over them is a stranger's.
  const desk = createDeskProcess(
    () => utilityProcess.fork(join(here, 'desk.js'), [], { serviceName: DESK_NAME }),
    {
      line: (address, reached) => place.line(address, reached),
      died: () => windows.order('line-lost'),
    },
  );
  const place = createPlace({
    organisations: createOrganisations(join(userData, 'organisations.json')),
    desk,
    hasOwn: () => hasOwnConsole(options.dataDir),
    startCore,
    mayRest: mayConsoleRest,
    mayLeave: async () => {
      for (const window of BrowserWindow.getAllWindows()) if (!(await unsaved.mayLeave(window))) return false;
      return true;
    },
    load: windows.load,
    showLink: () => windows.order('join'),
  });
  place.begin();
  // While a core starts, the page says that Heed opens, and its calls wait.
  windows.open();
  desktop.start();
  followLinks(app, { open: windows.focus, join: place.linkOpened });
  app.on('activate', windows.focus);
  app.on('window-all-closed', () => void desktop.lastWindowClosed());
  app.on('will-quit', (event) => {
    event.preventDefault();
    desktop.stop();
    spelling?.stop();
    void place.close().then((orderly) => {
      unlock();
      // An update is installed only after a proper end, when no text is being sent.
      if (orderly) desktop.ended();
      app.exit(orderly ? 0 : 1);
    });
  });
}

const schemeOf = (scheme: 'auto' | 'light' | 'dark') => (scheme === 'auto' ? 'system' : scheme);

/** Tells the launcher that Electron itself runs, even if Heed stops later (main/start.mjs). */
function tellLauncher(): void {
  const { HEED_STARTED } = process.env;
  delete process.env.HEED_STARTED;
  if (HEED_STARTED) writeFileSync(HEED_STARTED, '');
}

function start(): void {
  tellLauncher();
  speak(memory.get().language ?? pickLanguage(app.getPreferredSystemLanguages()));
  try {
    begin(lockDataDir(options.dataDir));
  } catch (error) {
    giveUp(error instanceof HostError ? error.kept : written(String(error)));
  }
}

// Linux shows no dialog before the app is ready.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();
