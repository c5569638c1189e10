import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { copyFileSync, cpSync, linkSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { folder, program } from './heed.ts';

const root = join(import.meta.dirname, '../..');

/** A name as electron-builder gives it, by which the updater chooses its folder for downloads. */
const APP_UPDATE = 'provider: generic\nurl: http://127.0.0.1:9/\nupdaterCacheDirName: heed-updater\n';

/** Copies a folder under the same names; big files are linked. */
function linkAll(from: string, to: string, except: readonly string[]): void {
  for (const name of readdirSync(from).filter((each) => !except.includes(each)))
    symlinkSync(join(from, name), join(to, name));
}

/**
 * A Heed as a package holds it on Linux: a program with its own name, by which Electron knows that it is
 * packed, and an app folder that says where updates come from.
 */
export function packedHeed(updates: { readonly url: string; readonly key: string }): {
  readonly program: string;
  readonly app: string;
} {
  const place = folder();
  const electron = dirname(program());
  const resources = join(place, 'resources');
  mkdirSync(resources);
  const heed = join(place, 'heed');
  try {
    linkSync(program(), heed);
  } catch {
    copyFileSync(program(), heed);
  }
  linkAll(electron, place, ['electron', 'resources']);
  linkAll(join(electron, 'resources'), resources, []);
  writeFileSync(join(resources, 'app-update.yml'), APP_UPDATE);
  const app = join(place, 'app');
  cpSync(join(root, 'dist/electron'), join(app, 'dist/electron'), { recursive: true });
  cpSync(join(root, 'dist/renderer'), join(app, 'dist/renderer'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'));
  const manifest = {
    name: 'heed',
    version: '0.1.0',
    type: 'module',
    main: 'dist/electron/main.js',
    updates,
  };
  writeFileSync(join(app, 'package.json'), JSON.stringify(manifest));
  return { program: heed, app };
}

export type Releases = {
  readonly url: string;
  readonly key: string;
  /** Publishes a release there, signed by us or by somebody else, with this text as its program. */
  put(version: string, content: string, by: 'us' | 'a stranger'): void;
  close(): Promise<void>;
};

/** A server of releases on this computer. */
export async function placeOfReleases(): Promise<Releases> {
  const files = new Map<string, Buffer>();
  const pairs = { us: generateKeyPairSync('ed25519'), 'a stranger': generateKeyPairSync('ed25519') };
  const server: Server = createServer(({ url = '' }, response) => {
    const file = files.get(url.split('?')[0] ?? '');
    response.writeHead(file ? 200 : 404).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const channel = `latest-linux${process.arch === 'x64' ? '' : `-${process.arch}`}.yml`;
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`,
    key: pairs.us.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    put: (version, content, by) => {
      const name = `Heed-${version}.AppImage`;
      const sha512 = createHash('sha512').update(content).digest('base64');
      const text = [
        `version: ${version}`,
        `files: [{ url: ${name}, sha512: ${sha512}, size: ${content.length} }]`,
        `path: ${name}`,
        `sha512: ${sha512}`,
        "releaseDate: '2026-11-30T00:00:00.000Z'",
        'releaseNotes: Texts leave twice as fast.',
        '',
      ].join('\n');
      files.set(`/${channel}`, Buffer.from(text));
      const signature = sign(null, Buffer.from(text), pairs[by].privateKey).toString('base64');
      files.set(`/${channel}.sig`, Buffer.from(signature));
      files.set(`/${name}`, Buffer.from(content));
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
