import { parseArgs } from 'node:util';
import { startSimulator } from '../../core/providers/simulator/server.ts';

const HELP = `Simulated providers for Heed: Twilio's and Bandwidth's HTTP paths, and contacts who answer.

  npm run simulator -- [options]

  --profile NAME       provider-1 (Bandwidth), provider-2 (Twilio) or both (default)
  --port N             port on 127.0.0.1; 0 (default) takes any free one
  --json               print one JSON line {"url","control","pid"} and nothing else
  --auto-answer        contacts answer by themselves
  --seed N             who answers what, and when (default 1)
  --callback-url URL   where provider-1's events go
  --callback-user U, --callback-password P
                       credentials for those events
  --help               this text

It serves until SIGTERM or SIGINT. The control API is described in main/core/providers/README.md.`;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        help: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
        profile: { type: 'string', default: 'both' },
        'auto-answer': { type: 'boolean', default: false },
        seed: { type: 'string', default: '1' },
        'callback-url': { type: 'string' },
        'callback-user': { type: 'string' },
        'callback-password': { type: 'string' },
      },
    }).values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\nTry --help.`);
  }
}

function wholeNumber(name: string, text: string, highest: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > highest) {
    return fail(`--${name} must be a whole number from 0 to ${highest}, not "${text}".`);
  }
  return value;
}

const args = readArguments();
if (args.help) {
  console.log(HELP);
  process.exit(0);
}
const { profile } = args;
if (profile !== 'provider-1' && profile !== 'provider-2' && profile !== 'both') {
  fail(`--profile must be provider-1, provider-2 or both, not "${profile}".`);
}
const port = wholeNumber('port', args.port, 65_535);
const callbackUrl = args['callback-url'];
if (callbackUrl !== undefined && !URL.canParse(callbackUrl))
  fail(`--callback-url "${callbackUrl}" is not a URL.`);

const simulator = await startSimulator({
  port,
  profile,
  seed: wholeNumber('seed', args.seed, Number.MAX_SAFE_INTEGER),
  autoAnswer: args['auto-answer'],
  ...(callbackUrl === undefined ? {} : { callbackUrl }),
  ...(args['callback-user'] === undefined ? {} : { callbackUser: args['callback-user'] }),
  ...(args['callback-password'] === undefined ? {} : { callbackPassword: args['callback-password'] }),
}).catch((error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE')
    return fail(`Port ${port} on 127.0.0.1 is in use. Choose another, or --port 0 for any free one.`);
  if (error.code === 'EACCES')
    return fail(`Port ${port} may not be used by this user. Choose one above 1023.`);
  return fail(`The simulator could not start: ${error.message}`);
});

if (args.json) {
  console.log(JSON.stringify({ url: simulator.url, control: simulator.controlUrl, pid: process.pid }));
} else {
  console.log(`Simulated ${profile === 'both' ? 'provider-1 and provider-2' : profile} at ${simulator.url}`);
  console.log(`Control API at ${simulator.controlUrl}. Ctrl+C stops it.`);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0));
  });
}
