import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import type { Profile } from '../../../../shared/schema/words.ts';
import { bandwidthRoutes } from './bandwidth-routes.ts';
import { bandwidthEvent } from './bandwidth-wire.ts';
import { basicAuth, createCallbacks, defaultTarget } from './callbacks.ts';
import { createClock } from './clock.ts';
import { type Control, createControl, type SeenRequest } from './control.ts';
import { controlRoutes } from './control-routes.ts';
import { createFaults, type SimEnv } from './faults.ts';
import { type AnswerScript, createPeople, shippedAnswers } from './people.ts';
import { twilioCallback } from './twilio-callback.ts';
import { twilioRoutes } from './twilio-routes.ts';
import type { Pace, SimMessage } from './types.ts';
import { createWorld } from './world.ts';

export type SimulatorOptions = {
  /** 0, the default: any free port. Always the loopback address. */
  readonly port?: number;
  readonly profile?: Profile | 'both';
  /** Base clock, UTC milliseconds; the machine's, if left out. */
  readonly clock?: () => number;
  /** The seed of who answers what and when. */
  readonly seed?: number;
  /** true: the shipped script. Off, if left out. */
  readonly autoAnswer?: AnswerScript | boolean;
  /** Where provider-1's events go, with the simulator's own callback credentials; more by the control API. */
  readonly callbackUrl?: string;
  readonly callbackUser?: string;
  readonly callbackPassword?: string;
  /** Milliseconds of the first pause between attempts of a callback; doubles up to a minute. */
  readonly callbackRetryMs?: number;
  readonly pace?: Pace;
  /** Sender numbers that the account owns; empty or left out: any. */
  readonly numbers?: readonly string[];
  /** Seconds that a Bandwidth token is valid. */
  readonly tokenSeconds?: number;
};

export type Simulator = {
  readonly url: string;
  readonly controlUrl: string;
  readonly port: number;
  /** The control API without HTTP, for tests and the demo in the same process. */
  readonly control: Control;
  close(): Promise<void>;
};

/** More than a long demo makes; older requests are forgotten. */
const KEPT_REQUESTS = 20_000;

function authOf(header: string | undefined): SeenRequest['auth'] {
  if (header?.startsWith('Basic ')) return 'basic';
  return header?.startsWith('Bearer ') ? 'bearer' : 'none';
}

/**
 * Starts the simulated providers as a real HTTP server on 127.0.0.1.
 * @throws the listening error of Node (`code` EADDRINUSE …) when the port cannot be had
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const profile = options.profile ?? 'both';
  // The simulator is a server of its own; the computer's clock is read only here.
  const clock = createClock(options.clock ?? (() => Date.now()));
  const world = createWorld(clock, options.pace ?? { sentMs: 300, deliveredMs: 900 });
  const faults = createFaults();
  const callbacks = createCallbacks(clock, faults, options.callbackRetryMs ?? 500);
  const script = options.autoAnswer === true ? shippedAnswers : options.autoAnswer || null;
  const people = createPeople(world, clock, options.seed ?? 1, script);
  const requests: { seen: SeenRequest[] } = { seen: [] };
  const book = { numbers: options.numbers ?? [] };
  const control = createControl({ world, clock, faults, callbacks, people, requests, book, profile });

  if (options.callbackUrl !== undefined) {
    const standard = defaultTarget(options.callbackUrl);
    const { callbackUser: user = standard.user, callbackPassword: password = standard.password } = options;
    callbacks.setTarget('provider-1', { url: standard.url, user, password });
  }

  world.onChange((message: SimMessage) => {
    if (message.profile === 'provider-2') {
      const event = twilioCallback(message, callbacks.target('provider-2'));
      if (event !== null) callbacks.post(event);
      return;
    }
    const event = bandwidthEvent(message, clock.now());
    if (event === null) return;
    callbacks.post({
      profile: 'provider-1',
      type: String(event.type),
      messageId: message.id,
      write: (target, fault) => ({
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'BandwidthAPI/v2',
          authorization: basicAuth(target.user, target.password),
        },
        body: JSON.stringify(fault?.kind === 'single' ? event : [event]),
      }),
    });
  });

  const record: MiddlewareHandler<SimEnv> = async (c, next) => {
    const url = new URL(c.req.url);
    const seen: SeenRequest = {
      at: clock.now(),
      method: c.req.method,
      path: url.pathname,
      query: url.search,
      auth: authOf(c.req.header('authorization')),
      userAgent: c.req.header('user-agent') ?? '',
      // A file is no text, and would not be the same afterwards.
      body: c.req.header('content-type')?.startsWith('image/') ? '' : await c.req.text(),
      status: null,
    };
    requests.seen.push(seen);
    if (requests.seen.length > KEPT_REQUESTS) requests.seen.shift();
    await next();
    if (!c.env.outgoing.destroyed) seen.status = c.res.status;
  };

  const app = new Hono<SimEnv>();
  app.route('/control', controlRoutes(control));
  app.use(record);
  const numbers = () => book.numbers;
  if (profile !== 'provider-1') app.route('/', twilioRoutes({ world, faults, clock, numbers }));
  if (profile !== 'provider-2') {
    app.route(
      '/',
      bandwidthRoutes({ world, faults, clock, numbers, tokenSeconds: options.tokenSeconds ?? 3600 }),
    );
  }

  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const starting = serve({ fetch: app.fetch, port: options.port ?? 0, hostname: '127.0.0.1' }, () =>
      resolve(starting),
    );
    starting.once('error', reject);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    controlUrl: `${url}/control`,
    port,
    control,
    close: () =>
      new Promise((resolve) => {
        clock.stop();
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
