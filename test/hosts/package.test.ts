import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packLinux } from './packLinux.ts';

const root = join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
/** Functions by which electron-builder itself reads and checks its settings. */
const fromBuilder = createRequire(require.resolve('electron-builder/package.json'));
const builder = createRequire(fromBuilder.resolve('app-builder-lib/package.json'));

type Config = Record<string, unknown> & {
  readonly electronFuses: Record<string, boolean>;
  readonly linux: { readonly icon: string };
  readonly mac: { readonly icon: string; readonly entitlements: string };
  readonly win: { readonly icon: string };
};

/** The modules that built code loads by a fixed name. */
const importsIn = (code: string): string[] =>
  [
    ...code.matchAll(
      /(?:^import (?:[^'"]*? from )?|^export [^'"]*? from |\bimport\(|\brequire\()["']([^"'`]+)["']/gm,
    ),
  ].map(([, name = '']) => name);
let config: Config;
let schema: { readonly definitions: Record<string, { readonly properties: Record<string, object> }> };
let validate: (schema: unknown, data: unknown) => void;

beforeAll(() => {
  config = builder('js-yaml').load(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
  schema = JSON.parse(readFileSync(builder.resolve('app-builder-lib/scheme.json'), 'utf8'));
  validate = builder('app-builder-lib/out/util/config/schemaValidator').validateSchema;
});

test('the built desktop shell has all that it starts: its own process, the core’s, their threads and the preload', () => {
  const built = readdirSync(join(root, 'dist/electron'));
  const entries = [
    'main.js',
    'core.js',
    'desk.js',
    'doorThread.js',
    'spellWorker.js',
    'csvWorker.js',
    'storeWorker.js',
    'uniteWorker.js',
    'checkpointWorker.js',
    'preload.cjs',
  ];
  expect(entries.filter((entry) => !built.includes(entry))).toEqual([]);
});

describe('electron-builder.yml', () => {
  test('fits electron-builder’s own schema, which does refuse what is wrong', () => {
    expect(() => validate(schema, structuredClone(config))).not.toThrow();
    expect(() => validate(schema, { ...config, electronFuses: { runAsNode: 'perhaps' } })).toThrow();
    expect(() => validate(schema, { ...config, nonsense: true })).toThrow();
  });

  test('states every fuse that there is, each closed as far as it goes', () => {
    const known = Object.keys(schema.definitions.FuseOptionsV1?.properties ?? {});
    const stated = Object.keys(config.electronFuses);
    expect(known.length).toBeGreaterThan(7);
    const optional = ['resetAdHocDarwinSignature'];
    expect(known.filter((fuse) => !stated.includes(fuse) && !optional.includes(fuse))).toEqual([]);
    expect(config.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  test('packs for three systems, signed where the environment can', () => {
    expect(config).toMatchObject({
      linux: { target: ['AppImage', 'deb'], syncDesktopName: true },
      deb: { maintainer: expect.any(String) },
      mac: { target: ['dmg', 'zip'], hardenedRuntime: true, notarize: true },
      win: { target: ['nsis'] },
      protocols: [{ name: 'Heed', schemes: ['heed'], role: 'Viewer' }],
    });
    const files = [
      config.mac.icon,
      config.mac.entitlements,
      config.win.icon,
      `${config.linux.icon}/512x512.png`,
    ];
    for (const file of files) expect(existsSync(join(root, file)), file).toBe(true);
  });
});

describe('what travels', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-'));
  let resources: string;
  let archive: readonly string[];

  beforeAll(async () => {
    resources = await packLinux(folder, config);
    archive = builder('@electron/asar').listPackage(join(resources, 'app.asar'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('at most 20 MB of ours, and one native file beside them', () => {
    const size = statSync(join(resources, 'app.asar')).size;
    expect(size).toBeGreaterThan(1_000_000);
    expect(size).toBeLessThanOrEqual(20_000_000);
    const unpacked = join(resources, 'app.asar.unpacked');
    expect(
      globSync('**/*', { cwd: unpacked, withFileTypes: true }).filter((entry) => entry.isFile()),
    ).toHaveLength(1);
    expect(globSync('**/*.node', { cwd: unpacked })).toEqual([
      join('node_modules/better-sqlite3/prebuilds', `${process.platform}-x64.node`),
    ]);
  });

  test('no package but the one with the native file, and of that only what runs', () => {
    const inside = archive.map((file) => file.replaceAll('\\', '/'));
    const packages = inside.filter((file) => /^\/node_modules\/(@[^/]+\/)?[^/@]+$/.test(file));
    expect(packages).toEqual(['/node_modules/better-sqlite3']);
    const odd = inside.filter((file) =>
      /\.(c|cc|cpp|h|gyp|gypi|ts|map|md)$|\/(tests?|docs?|src|deps)(\/|$)/i.test(file),
    );
    expect(odd).toEqual([]);
    for (const file of ['main.js', 'core.js', 'preload.cjs', 'doorThread.js', 'csvWorker.js'])
      expect(inside).toContain(`/dist/electron/${file}`);
    expect(inside).toContain('/dist/renderer/index.html');
  });

  test('what is built asks for nothing that does not travel', () => {
    const built = globSync('dist/electron/*.{js,cjs}', { cwd: root });
    const named = built.flatMap((file) => importsIn(readFileSync(join(root, file), 'utf8')));
    const outside = named.filter((name) => !name.startsWith('.') && !isBuiltin(name));
    // The keyring is loaded where a data folder was begun in a browser, and a package works without it:
    // common/keyring.ts.
    expect(new Set(outside)).toEqual(new Set(['electron', 'better-sqlite3', '@napi-rs/keyring']));
  });
});

describe('package-lock.json', () => {
  test('names the optional packages of every platform, or npm ci refuses it elsewhere', () => {
    type Entry = { readonly optionalDependencies?: Record<string, string>; readonly resolved?: string };
    const lock: { packages: Record<string, Entry> } = JSON.parse(
      readFileSync(join(root, 'package-lock.json'), 'utf8'),
    );
    const isThere = (from: string, name: string): boolean => {
      if (lock.packages[`${from}${from === '' ? '' : '/'}node_modules/${name}`]) return true;
      return from !== '' && isThere(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
    };
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isThere(path, name)),
    );
    expect(missing).toEqual([]);
    // Each machine may fetch packages from another place.
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
