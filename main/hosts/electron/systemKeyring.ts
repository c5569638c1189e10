import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Values of Chromium's switch --password-store, and of safeStorage.getSelectedStorageBackend(). */
const STORES = {
  'gnome-libsecret': { name: 'org.freedesktop.secrets', backend: 'gnome_libsecret' },
  kwallet6: { name: 'org.kde.kwalletd6', backend: 'kwallet6' },
  kwallet5: { name: 'org.kde.kwalletd5', backend: 'kwallet5' },
  kwallet: { name: 'org.kde.kwalletd', backend: 'kwallet' },
} as const;
export type PasswordStore = keyof typeof STORES;
const ALL: readonly PasswordStore[] = ['gnome-libsecret', 'kwallet6', 'kwallet5', 'kwallet'];

/**
 * Which of Linux's key stores to use. Electron chooses by the name of the desktop, of which it knows a few.
 * This chooses by what runs or can be started (`names`, from the session's D-Bus): the one that sealed the
 * present secrets (`sealedWith`), else the desktop's own. Null: none runs, and Electron chooses.
 */
export function passwordStoreFor(given: {
  readonly desktop: string;
  readonly names: ReadonlySet<string>;
  readonly sealedWith: string | null;
}): PasswordStore | null {
  const { desktop, names } = given;
  const running = ALL.filter((store) => names.has(STORES[store].name));
  const kept = running.find((store) => STORES[store].backend === given.sealedWith);
  if (kept !== undefined) return kept;
  const kde = /(^|:)kde(:|$)/i.test(desktop);
  const own = kde ? running.find((store) => store !== 'gnome-libsecret') : undefined;
  return own ?? running[0] ?? null;
}

/** Tools for asking D-Bus; each desktop brings one or another. */
const TOOLS: readonly (readonly [string, readonly string[]])[] = [
  ['dbus-send', ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus']],
  [
    'gdbus',
    ['call', '--session', '--dest=org.freedesktop.DBus', '--object-path=/org/freedesktop/DBus', '-m'],
  ],
  ['busctl', ['--user', 'call', 'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus']],
];

function answerOf(method: 'ListNames' | 'ListActivatableNames'): string {
  for (const [tool, args] of TOOLS) {
    const call = tool === 'busctl' ? method : `org.freedesktop.DBus.${method}`;
    const { status, stdout } = spawnSync(tool, [...args, call], { encoding: 'utf8', timeout: 2000 });
    if (status === 0) return stdout;
  }
  return '';
}

/** The services of this session that run or can be started. Empty without D-Bus. */
export function sessionNames(): ReadonlySet<string> {
  const said = answerOf('ListNames') + answerOf('ListActivatableNames');
  return new Set(said.match(/org\.[\w.]+/g) ?? []);
}

/** The key store that sealed the secrets in this file; null where it was not noted. */
export function sealedWith(file: string): string | null {
  if (!existsSync(file)) return null;
  try {
    const { backend } = JSON.parse(readFileSync(file, 'utf8'));
    return typeof backend === 'string' ? backend : null;
  } catch {
    return null;
  }
}
