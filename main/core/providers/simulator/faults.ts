import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { Profile } from '../../../../shared/schema/words.ts';
import type { SimClock } from './clock.ts';

/** The kinds of path that a fault can be set on; `callback` is the simulator's own request to Heed. */
export const FaultPath = z.enum(['create', 'list', 'fetch', 'token', 'media', 'callback']);
export type FaultPath = z.infer<typeof FaultPath>;

/**
 * What goes wrong. On the provider's paths: status (with `status`, `code`, `retryAfterSeconds`), html,
 * half-json, delay (`delayMs`), and before or after the provider took the request: timeout-before,
 * timeout-after, reset-before, reset-after. On callbacks: drop, duplicate, delay, single (one object, no
 * array), wrong-credentials.
 */
export const Fault = z.object({
  path: FaultPath,
  kind: z.enum([
    'status',
    'html',
    'half-json',
    'delay',
    'timeout-before',
    'timeout-after',
    'reset-before',
    'reset-after',
    'drop',
    'duplicate',
    'single',
    'wrong-credentials',
  ]),
  profile: Profile.optional(),
  times: z.number().int().positive().default(1),
  status: z.number().int().min(400).max(599).default(500),
  code: z.union([z.number().int(), z.string()]).optional(),
  retryAfterSeconds: z.number().nonnegative().optional(),
  delayMs: z.number().int().nonnegative().default(0),
  /** On create: only for texts to this contact. */
  to: z.string().optional(),
});
export type Fault = z.infer<typeof Fault>;

export type Faults = {
  add(fault: Fault): void;
  /** The next fault for this path; each fault is used once. */
  take(path: FaultPath, profile: Profile, to?: string | null): Fault | undefined;
  list(): readonly Fault[];
  reset(): void;
};

export function createFaults(): Faults {
  let faults: Fault[] = [];
  return {
    add: (fault) => {
      faults.push({ ...fault });
    },
    take(path, profile, to = null) {
      const fault = faults.find(
        (f) => f.path === path && (f.profile ?? profile) === profile && (f.to === undefined || f.to === to),
      );
      if (fault === undefined) return undefined;
      fault.times -= 1;
      faults = faults.filter((f) => f.times > 0);
      return fault;
    },
    list: () => faults,
    reset: () => {
      faults = [];
    },
  };
}

export type SimEnv = { Bindings: HttpBindings };

/** How a profile writes an error that a fault asked for. */
export type ErrorWriter = (status: number, code: number | string | undefined) => object;

const HTML =
  '<!doctype html><html><head><title>Sorry</title></head><body><h1>Service unavailable</h1></body></html>';

/** Keeps the request open until the other side gives up. */
function hang(c: Context<SimEnv>): Promise<Response> {
  return new Promise((resolve) => {
    c.env.outgoing.once('close', () => resolve(RESPONSE_ALREADY_SENT));
  });
}

function cut(c: Context<SimEnv>): Response {
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/** The contact whom a create request would text, from Twilio's form or Bandwidth's JSON. */
function contactOf(body: string): string | null {
  if (!body.startsWith('{')) return new URLSearchParams(body).get('To');
  const to = /"to"\s*:\s*\[\s*"([^"]+)"/.exec(body)?.[1];
  return to ?? null;
}

/** Middleware that applies a waiting fault to one request of this kind. */
export function failing(
  faults: Faults,
  clock: SimClock,
  path: FaultPath,
  profile: Profile,
  write: ErrorWriter,
): MiddlewareHandler<SimEnv> {
  return async (c, next) => {
    const to = path === 'create' ? contactOf(await c.req.text()) : null;
    const fault = faults.take(path, profile, to);
    if (fault === undefined) return next();
    switch (fault.kind) {
      case 'timeout-before':
        return hang(c);
      case 'reset-before':
        return cut(c);
      case 'html':
        return c.html(HTML, 200);
      case 'status':
        if (fault.retryAfterSeconds !== undefined) c.header('Retry-After', String(fault.retryAfterSeconds));
        return c.json(write(fault.status, fault.code), fault.status as 500);
      case 'delay':
        await new Promise<void>((resolve) => clock.at(clock.now() + fault.delayMs, resolve));
        return next();
      default:
        break;
    }
    await next();
    // The provider took the request; only its answer is lost.
    if (fault.kind === 'timeout-after') await hang(c);
    if (fault.kind === 'reset-after') cut(c);
    if (fault.kind === 'half-json') {
      const whole = await c.res.clone().text();
      c.res = new Response(whole.slice(0, Math.floor(whole.length / 2)), c.res);
    }
    return undefined;
  };
}
