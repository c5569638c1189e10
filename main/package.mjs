/**
 * `npm run package`: builds what is stale, makes the installers for this system in release/, and prints what
 * of ours is in them. Arguments go to electron-builder: `npm run package -- --dir` packs without making an
 * installer. Plain JavaScript, like setup.mjs.
 *
 * Environment: HEED_HOMEPAGE (https address; in a workflow of GitHub's the repository) is required by the
 * deb. HEED_UPDATES_URL (https address) and HEED_UPDATES_KEY (the public key, main/updates.mjs) say where
 * releases lie and which key signs them; without both, the packed Heed looks for no updates. Certificates:
 * electron-builder.yml.
 */
import { spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ensureBuilt, ensureInstalled, nodeFile, root, SetupError, say } from './setup.mjs';

const { HEED_HOMEPAGE, HEED_UPDATES_URL, HEED_UPDATES_KEY, GITHUB_SERVER_URL, GITHUB_REPOSITORY } =
  process.env;
const homepage =
  HEED_HOMEPAGE || (GITHUB_REPOSITORY ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}` : undefined);

/**
 * Whether the packed Heed is told where updates come from. What it could not use is refused here, above all a
 * private key, which would travel in the package. Throws SetupError.
 */
function hasUpdates() {
  if (!HEED_UPDATES_URL || !HEED_UPDATES_KEY) {
    say('The packed Heed will look for no updates: HEED_UPDATES_URL and HEED_UPDATES_KEY are not both set.');
    return false;
  }
  if (!/^(https:\/\/|http:\/\/127\.0\.0\.1:)/.test(HEED_UPDATES_URL) || !URL.canParse(HEED_UPDATES_URL))
    throw new SetupError('HEED_UPDATES_URL must be an https address.');
  try {
    const key = { key: Buffer.from(HEED_UPDATES_KEY, 'base64'), format: 'der', type: 'spki' };
    if (createPublicKey(key).asymmetricKeyType === 'ed25519') return true;
  } catch {
    // Said below.
  }
  throw new SetupError('HEED_UPDATES_KEY is not the public key that node main/updates.mjs key prints.');
}

/** What is told to electron-builder beside its file. Throws SetupError. */
function settings() {
  const told = [];
  if (homepage) told.push(`-c.extraMetadata.homepage=${homepage}`);
  if (hasUpdates()) {
    told.push('-c.publish.provider=generic', `-c.publish.url=${HEED_UPDATES_URL}`);
    told.push(`-c.extraMetadata.updates.url=${HEED_UPDATES_URL}`);
    told.push(`-c.extraMetadata.updates.key=${HEED_UPDATES_KEY}`);
    told.push(`-c.releaseInfo.releaseNotes=${whatIsNew()}`);
  }
  return told;
}

/** What CHANGELOG.md says of this version, for the notice of an update. */
function whatIsNew() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, notes = ''] = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').split(`## [${version}]`);
  return notes.split('\n').slice(1).join('\n').split('\n## [')[0].trim();
}

/** What electron-builder takes as a choice of what is packed. */
const CHOICE = /^(--(dir|linux|mac|macos|win|windows|pd|prepackaged)|-[lmow])(=|$)/;

/**
 * Which installers, where the caller has not chosen: a deb without a homepage is refused at the end of the
 * packing, so it is left out at its beginning.
 */
function targets(options) {
  const chosen = options.some((argument) => CHOICE.test(argument));
  if (process.platform !== 'linux' || chosen || homepage) return [];
  say('There will be no deb, which needs a homepage: set HEED_HOMEPAGE to its address.');
  return ['--linux', 'AppImage'];
}

const megabytes = (bytes) => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** What of ours travels: the archive, and the native file beside it. */
function printSizes() {
  for (const archive of globSync('release/**/app.asar', { cwd: root })) {
    const file = join(root, archive);
    const native = globSync('app.asar.unpacked/**/*.node', { cwd: dirname(file) });
    const beside = native.map(
      (each) => `${relative('app.asar.unpacked', each)} ${sizeOf(dirname(file), each)}`,
    );
    say(`${archive}: ${megabytes(statSync(file).size)} of ours, and beside it ${beside.join(', ')}`);
  }
}
const sizeOf = (folder, name) => megabytes(statSync(join(folder, name)).size);

let told;
try {
  told = settings();
  ensureInstalled();
  ensureBuilt('renderer');
  ensureBuilt('electron');
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exit(1);
}
const given = process.argv.slice(2);
const builder = join(root, 'node_modules/electron-builder/cli.js');
const args = [builder, '--publish', 'never', ...targets(given), ...told, ...given];
const { status: exitCode } = spawnSync(nodeFile(), args, { cwd: root, stdio: 'inherit' });
if (exitCode === 0) printSizes();
process.exit(exitCode ?? 1);
