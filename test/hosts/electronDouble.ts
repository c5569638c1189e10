import { EventEmitter } from 'node:events';
import type { Ports } from '../../main/core/base/ports.ts';
import { type Parent, serveCore, type WindowPort } from '../../main/hosts/electron/coreServer.ts';
import type { menuTemplate } from '../../main/hosts/electron/menu.ts';
import { type FakeApp, fakeApp } from './fakeApp.ts';

type MenuTemplate = ReturnType<typeof menuTemplate>;

/**
 * Stands in for `electron`, whose program may not be here: `vi.mock('electron', () =>
 * import('./electronDouble.ts'))`. Windows are records, the core's process runs in this one, and ports are
 * Node's own.
 */

export type Frame = { readonly url: string; readonly parent: Frame | null };
type Handler = (request: { url: string; method: string }) => Promise<Response>;

/** What Electron was asked for, so that tests can look at it. */
export const seen = {
  calls: [] as string[],
  schemes: [] as unknown[],
  handlers: new Map<string, Handler>(),
  errors: [] as string[],
  exitCode: null as number | null,
  forked: [] as string[],
  exposed: new Map<string, unknown>(),
  menu: [] as MenuTemplate,
  core: null as FakeApp | null,
  child: null as EventEmitter | null,
  firstInstance: true,
};

class App extends EventEmitter {
  readonly ready = Promise.withResolvers<void>();
  readonly commandLine = {
    hasSwitch: () => true,
    appendSwitch: (name: string, value: string) => seen.calls.push(`switch ${name} ${value}`),
  };
  setName(name: string) {
    seen.calls.push(`setName ${name}`);
  }
  setAboutPanelOptions(options: { applicationVersion: string }) {
    seen.calls.push(`about ${options.applicationVersion}`);
  }
  isPackaged = false;
  readonly loginItem = { openAtLogin: false };
  getLoginItemSettings() {
    return this.loginItem;
  }
  setLoginItemSettings(settings: { openAtLogin: boolean }) {
    Object.assign(this.loginItem, settings);
  }
  setAsDefaultProtocolClient(...given: unknown[]) {
    seen.calls.push(`protocol ${given.join(' ')}`);
    return true;
  }
  getPath(name: string) {
    return `/folder of ${name}`;
  }
  enableSandbox() {
    seen.calls.push('enableSandbox');
  }
  setPath(name: string, path: string) {
    seen.calls.push(`setPath ${name} ${path}`);
  }
  getLocaleCountryCode() {
    return 'US';
  }
  getPreferredSystemLanguages() {
    return ['es-US', 'en'];
  }
  requestSingleInstanceLock() {
    return seen.firstInstance;
  }
  whenReady() {
    seen.calls.push('whenReady');
    return this.ready.promise;
  }
  quit() {
    seen.calls.push('quit');
  }
  exit(code: number) {
    seen.exitCode = code;
    this.emit('exited', code);
  }
}
export const app = new App();

export const dialog = {
  showMessageBoxSync: ({ detail }: { detail: string }) => {
    seen.errors.push(detail);
    return 0;
  },
  /** The button that the person presses, by its words; else the last one, which cancels. */
  presses: '',
  /** Whether they tick “do not ask again”. */
  ticks: false,
  asked: [] as string[],
  showMessageBox: async (...given: { message: string; buttons: string[] }[]) => {
    const { message = '', buttons = [] } = given.at(-1) ?? {};
    dialog.asked.push(message);
    const response = buttons.indexOf(dialog.presses);
    return { response: response === -1 ? buttons.length - 1 : response, checkboxChecked: dialog.ticks };
  },
};
export const shell = { shown: [] as string[], showItemInFolder: (file: string) => shell.shown.push(file) };
export class Tray extends EventEmitter {
  static readonly all: Tray[] = [];
  menu: { label?: string; click?: () => void }[] = [];
  constructor() {
    super();
    Tray.all.push(this);
  }
  setToolTip() {}
  setContextMenu(menu: Tray['menu']) {
    this.menu = menu;
  }
  destroy() {
    Tray.all.splice(Tray.all.indexOf(this), 1);
  }
}
export const nativeImage = { createFromPath: () => ({ resize: () => ({}) }) };
export const clipboard = { writeText: () => {} };
export const nativeTheme = { themeSource: 'system', shouldUseDarkColors: false };
export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1600, height: 1000 } }],
};
/** A menu is the template that it was built from. */
export const Menu = {
  buildFromTemplate: (template: MenuTemplate) => template,
  setApplicationMenu: (menu: MenuTemplate) => {
    seen.menu = menu;
  },
};
/**
 * `handle` takes questions with an answer: emitting one calls its handler with the event and the question.
 */
export const ipcMain = Object.assign(new EventEmitter(), {
  answers: new Map<string, (event: unknown, asked: unknown) => unknown>(),
  handle(channel: string, answer: (event: unknown, asked: unknown) => unknown) {
    ipcMain.answers.set(channel, answer);
  },
});
export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]) => {
    seen.schemes.push(...schemes);
  },
  handle: (scheme: string, handler: Handler) => {
    seen.handlers.set(scheme, handler);
  },
};

/** Seals by turning the text around, which is enough to see that nothing is stored as it was given. */
export const safeStorage = {
  getSelectedStorageBackend: (): 'gnome_libsecret' => 'gnome_libsecret',
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text: string) => Buffer.from([...text].reverse().join('')),
  decryptStringAsync: async (sealed: Buffer) => ({
    result: [...sealed.toString()].reverse().join(''),
    shouldReEncrypt: false,
  }),
};

type Answer = (value: unknown) => void;
type Asking = { readonly isMainFrame: boolean; readonly requestingUrl?: string };
export const guards = {
  request: null as ((contents: null, permission: string, answer: Answer, details: Asking) => void) | null,
  check: null as ((contents: null, permission: string, origin: string, details: Asking) => boolean) | null,
  device: null as (() => boolean) | null,
  beforeRequest: null as ((details: { url: string }, answer: Answer) => void) | null,
  session: new Map<string, (...given: never[]) => void>(),
};
export const session = {
  defaultSession: {
    on: (event: string, listener: (...given: never[]) => void) => guards.session.set(event, listener),
    setSpellCheckerEnabled: (on: boolean) => {
      seen.calls.push(`spelling ${on}`);
    },
    setPermissionRequestHandler: (handler: typeof guards.request) => {
      guards.request = handler;
    },
    setPermissionCheckHandler: (handler: typeof guards.check) => {
      guards.check = handler;
    },
    setDevicePermissionHandler: (handler: typeof guards.device) => {
      guards.device = handler;
    },
    webRequest: {
      onBeforeRequest: (handler: typeof guards.beforeRequest) => {
        guards.beforeRequest = handler;
      },
    },
  },
};

/** Whether a page may do this, asked in both ways in which Electron asks. */
export function mayHave(permission: string, asking: Asking): readonly unknown[] {
  const answers: unknown[] = [];
  guards.request?.(null, permission, (value) => answers.push(value), asking);
  return [...answers, guards.check?.(null, permission, asking.requestingUrl ?? '', asking)];
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  static getAllWindows = () => BrowserWindow.all;
  static getFocusedWindow = () => BrowserWindow.all.at(-1) ?? null;
  static fromWebContents = ({ id }: { id: number }) =>
    BrowserWindow.all.find(({ webContents }) => webContents.id === id) ?? null;
  readonly options: { webPreferences: Record<string, unknown> };
  readonly webContents = Object.assign(new EventEmitter(), {
    id: BrowserWindow.all.length + 1,
    orders: [] as string[],
    reloads: 0,
    send(_channel: string, order: string) {
      this.orders.push(order);
    },
    reload() {
      this.reloads += 1;
    },
  });
  visible = false;
  url = '';
  focused = 0;
  constructor(options: BrowserWindow['options']) {
    super();
    this.options = options;
    BrowserWindow.all.push(this);
  }
  async loadURL(url: string) {
    this.url = url;
  }
  isMinimized() {
    return false;
  }
  isDestroyed() {
    return !BrowserWindow.all.includes(this);
  }
  isMaximized() {
    return false;
  }
  isFullScreen() {
    return false;
  }
  isVisible() {
    return this.visible;
  }
  getBounds() {
    return { x: 10, y: 20, width: 1000, height: 700 };
  }
  getNormalBounds() {
    return this.getBounds();
  }
  show() {
    this.visible = true;
  }
  focus() {
    this.focused += 1;
  }
  /** The person closes the window. */
  shut() {
    BrowserWindow.all.splice(BrowserWindow.all.indexOf(this), 1);
    this.emit('closed');
  }
}

/** A process that runs the real core server with a fake core, here. */
class Child extends EventEmitter {
  listener: Parameters<Parent['onMessage']>[0] = () => {};
  constructor() {
    super();
    serveCore(
      {
        onMessage: (listener) => {
          this.listener = listener;
        },
        post: (message) => {
          setImmediate(() => this.emit('message', structuredClone(message)));
        },
      },
      async (ports: Ports) => {
        seen.core = fakeApp(ports);
        return seen.core;
      },
    );
  }
  postMessage(message: unknown, ports: WindowPort[] = []) {
    const copy = structuredClone(message);
    setImmediate(() => this.listener(copy, ports));
  }
  kill() {
    this.emit('exit', 0);
    return true;
  }
}
export const utilityProcess = {
  fork: (file: string) => {
    seen.forked.push(file);
    const child = new Child();
    seen.child = child;
    return child;
  },
};

export const contextBridge = {
  exposeInMainWorld: (name: string, value: unknown) => {
    seen.exposed.set(name, value);
  },
};
export const ipcRenderer = {
  sent: [] as { channel: string; ports: MessagePort[] }[],
  told: [] as { channel: string; news: unknown }[],
  listeners: new Map<string, (event: null, order: unknown) => void>(),
  on: (channel: string, listener: (event: null, order: unknown) => void) => {
    ipcRenderer.listeners.set(channel, listener);
  },
  send: (channel: string, news: unknown) => {
    ipcRenderer.told.push({ channel, news });
  },
  postMessage: (channel: string, _message: unknown, ports: MessagePort[]) => {
    ipcRenderer.sent.push({ channel, ports });
  },
};
