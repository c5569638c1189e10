/**
 * The launcher behind `npm start`. Runs under whatever Node (20 or later) the machine has, prepares what is
 * missing, then starts the host on the project's own Node, passes signals on and ends with it.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { electronFile, installed, whyNot } from './electron.mjs';
import { defaultDataDir, lastHost } from './hosts/common/dataDir.mjs';
import { compiled, ensureBuilt, ensureInstalled, nodeFile, root, SetupError, say } from './setup.mjs';

const HELP = `Heed: a texting console that honours every opt-out.

  npm start                     open the console
  npm start -- [options]

  --demo               start straight into the demo, with invented people
  --browser            use a window of an installed Chrome, Chromium or Edge, not Electron
  --electron           use Electron, and fail where it cannot be had
  --no-window          open no window; print the address (a server, or a browser of your choice)
  --json               print one JSON line {"url","apiUrl","openapi","webhooks","pid"} on standard output
  --data-dir DIR       where the store lies (default: the data folder of your account)
  --port N             port on 127.0.0.1 for window and REST; 0 (default) takes any free one
  --webhook-port N     port on 127.0.0.1 for the providers' webhooks; kept for later starts (0, the default, takes the kept one)
  --desks-port N       let other computers work at this console, over this port
  --desks-url URL      the https address that they open
  --tls-cert FILE      the certificate for it (PEM), and with it --tls-key FILE; without, Heed makes one
  --behind-proxy IP    a reverse proxy calls from this network address and says who calls
  --dev                reload the screen while it is edited (npm run dev)
  --help               this text

"url" opens one window, once; further ones: "New window" in the console. It serves until the window is closed, or until SIGTERM or
SIGINT.

Environment: HEED_PASSPHRASE opens a store without asking; HEED_KEYSTORE=passphrase uses a passphrase although there is a keyring;
HEED_BROWSER names the browser for the window, HEED_ELECTRON the program of Electron. Without --electron or --browser a data folder
opens as it did last, and first of all in Electron where it can be had.`;

const FLAGS = {
  help: { type: 'boolean', default: false },
  demo: { type: 'boolean', default: false },
  browser: { type: 'boolean', default: false },
  electron: { type: 'boolean', default: false },
  'no-window': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  'data-dir': { type: 'string' },
  port: { type: 'string', default: '0' },
  'webhook-port': { type: 'string', default: '0' },
  'desks-port': { type: 'string' },
  'desks-url': { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'behind-proxy': { type: 'string' },
  dev: { type: 'boolean', default: false },
};
const FOR_DESKS = ['desks-url', 'tls-cert', 'tls-key', 'behind-proxy'];

function refuse(message, code) {
  say(message);
  process.exit(code);
}

function readFlags() {
  try {
    return parseArgs({ options: FLAGS, allowPositionals: false }).values;
  } catch (error) {
    const reason = error.message.split(/\. |\n/)[0].replace(/\.$/, '');
    return refuse(`${reason}. See npm start -- --help.`, 2);
  }
}

function portOf(given, name) {
  const value = Number(given[name]);
  if (/^\d+$/.test(given[name]) && value <= 65_535) return value;
  return refuse(`--${name} must be a whole number from 0 to 65535, not "${given[name]}".`, 2);
}

/** The flags about desks, checked as far as it needs nothing but them; null: there are none. */
function desksOf(given) {
  const port = given['desks-port'];
  const { 'tls-cert': cert, 'tls-key': key, 'behind-proxy': proxy } = given;
  if (port === undefined) {
    const stray = FOR_DESKS.find((name) => given[name] !== undefined);
    return stray === undefined ? null : refuse(`--${stray} needs --desks-port, too.`, 2);
  }
  if (!(portOf(given, 'desks-port') > 0)) return refuse('--desks-port must be a number from 1 to 65535.', 2);
  if (given['desks-url'] === undefined)
    return refuse('--desks-port needs --desks-url, the address that desks open.', 2);
  const url = URL.canParse(given['desks-url']) ? new URL(given['desks-url']) : null;
  if (url?.protocol !== 'https:' || url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return refuse('--desks-url must begin with https:// and have nothing behind the name and port.', 2);
  if ((cert === undefined) !== (key === undefined)) return refuse('--tls-cert and --tls-key go together.', 2);
  if (proxy !== undefined && isIP(proxy) === 0)
    return refuse('--behind-proxy must be a network address such as 127.0.0.1.', 2);
  return {
    way: proxy !== undefined ? 'proxy' : cert === undefined ? 'heed-certificate' : 'own-certificate',
    port: Number(port),
    url: url.origin,
    certFile: cert === undefined ? '' : resolve(cert),
    keyFile: key === undefined ? '' : resolve(key),
    proxy: proxy ?? '',
  };
}

/**
 * Where the system has a shell: no picture of the memory is written when the process dies, which would hold
 * keys and texts.
 */
function withoutCoreDumps(command, args) {
  if (process.platform === 'win32') return [command, args];
  return ['/bin/sh', ['-c', 'ulimit -c 0 2>/dev/null; exec "$0" "$@"', command, ...args]];
}

/** Starts the host and lives as long as it. The channel tells the host when this process is killed. */
function run(command, args) {
  const child = spawn(...withoutCoreDumps(command, args), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { NODE_COMPILE_CACHE: compiled(), ...process.env },
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => refuse(`Heed could not start: ${error.message}`, 1));
  child.once('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}

/**
 * Starts Electron and lives as long as it; resolves only where it ended before Heed itself began, to why.
 * What it prints until then is kept back: a person is told in one line. Heed says that it has begun by a file
 * of the name that it is given (main/hosts/electron/main.ts).
 */
function runElectron(file, args) {
  const folder = mkdtempSync(join(tmpdir(), 'heed-start-'));
  const mark = join(folder, 'started');
  const child = spawn(...withoutCoreDumps(file, args), {
    stdio: ['inherit', 'inherit', 'pipe'],
    env: { NODE_COMPILE_CACHE: compiled(), ...process.env, HEED_STARTED: mark },
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  let begun = false;
  let printed = '';
  const look = () => {
    if (begun || !existsSync(mark)) return;
    begun = true;
    clearInterval(looking);
    rmSync(folder, { recursive: true, force: true });
    process.stderr.write(printed);
  };
  const looking = setInterval(look, 100);
  child.stderr.setEncoding('utf8').on('data', (text) => {
    look();
    if (begun) process.stderr.write(text);
    else printed = (printed + text).slice(-20_000);
  });
  return new Promise((done) => {
    child.once('error', (error) => done(whyNot(file, '', error.message)));
    child.once('close', (code, signal) => {
      look();
      clearInterval(looking);
      rmSync(folder, { recursive: true, force: true });
      // Another Heed on this data folder was there first, and has come to the front.
      if (begun || code === 0) process.exit(code ?? (signal === null ? 1 : 128));
      done(whyNot(file, printed, signal ?? `exit code ${code}`));
    });
  });
}

/** As it was opened last: no host is changed without a word from the person. */
function staysInBrowser() {
  if (lastHost(options.dataDir ?? defaultDataDir()) !== 'browser') return false;
  if (installed() !== null)
    say(
      'Heed opens in a browser window, as it did last; its own program is here too: npm start -- --electron.',
    );
  return true;
}

/** Room for what is new, in MB: with Node's own the console takes 90 MB more and is no faster. */
const MEMORY = ['--max-semi-space-size=16'];

function runBrowser() {
  const host = join(root, 'main/hosts/browser/main.ts');
  const handed = { ...options, window: !flags['no-window'], json: flags.json, dev: flags.dev };
  run(nodeFile(), [...MEMORY, host, JSON.stringify(handed)]);
}

const flags = readFlags();
if (flags.help) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}
for (const other of ['browser', 'no-window', 'json', 'dev']) {
  if (flags.electron && flags[other]) refuse(`--electron does not go together with --${other}.`, 2);
}
if (flags['data-dir'] === '') refuse('--data-dir needs a folder.', 2);
const options = {
  ...(flags['data-dir'] === undefined ? {} : { dataDir: resolve(flags['data-dir']) }),
  port: portOf(flags, 'port'),
  webhookPort: portOf(flags, 'webhook-port'),
  demo: flags.demo,
  desks: desksOf(flags),
};

try {
  ensureInstalled();
  if (!flags.dev) ensureBuilt('renderer');
  const browser = flags.browser || flags['no-window'] || flags.dev || flags.json;
  const chosen = browser || (!flags.electron && staysInBrowser());
  const electron = chosen ? null : await electronFile(flags.electron);
  if (electron === null) runBrowser();
  else {
    ensureBuilt('electron');
    const file = join(root, 'dist/electron/main.js');
    const why = await runElectron(electron, [file, `--heed=${JSON.stringify(options)}`]);
    if (flags.electron) refuse(why, 1);
    say(`${why} Heed opens in a browser window instead.`);
    runBrowser();
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  refuse(error.message, 1);
}
