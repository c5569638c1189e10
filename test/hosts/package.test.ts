import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
/** What electron-builder itself reads and checks with. */
const fromBuilder = createRequire(require.resolve('electron-builder/package.json'));
const builder = createRequire(fromBuilder.resolve('app-builder-lib/package.json'));

type Config = Record<string, unknown> & {
  readonly electronFuses: Record<string, boolean>;
  readonly asarUnpack: readonly string[];
};
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
    'doorThread.js',
    'csvWorker.js',
    'storeWorker.js',
    'uniteWorker.js',
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

  test('packs for three systems, with native files outside of the archive', () => {
    expect(config).toMatchObject({
      asar: true,
      linux: { target: ['AppImage', 'deb'] },
      mac: { target: ['dmg'], hardenedRuntime: true },
      win: { target: ['nsis'] },
    });
    expect(config.asarUnpack).toEqual([
      'node_modules/better-sqlite3/**',
      'node_modules/@napi-rs/keyring*/**',
    ]);
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
    // Where packages come from is for each machine to say.
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
