import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { SimClock } from './clock.ts';
import { simulatorCredentials as ours } from './credentials.ts';
import { type Faults, failing, type SimEnv } from './faults.ts';
import { mediaFile } from './madeUpPicture.ts';
import { mediaSid, twilioError, twilioMediaList, twilioMessage, twilioPage } from './twilio-wire.ts';
import type { World } from './world.ts';

type Deps = {
  readonly world: World;
  readonly faults: Faults;
  readonly clock: SimClock;
  /** Sender numbers that the account owns; empty: any. */
  readonly numbers: () => readonly string[];
};

const E164 = /^\+[1-9]\d{6,14}$/;
const BASE = `/2010-04-01/Accounts/${ours.accountSid}`;

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

const ACCEPTED = [basic(ours.accountSid, ours.authToken), basic(ours.keySid, ours.keySecret)];

/** Twilio's Messages paths. */
export function twilioRoutes({ world, faults, clock, numbers }: Deps): Hono<SimEnv> {
  const app = new Hono<SimEnv>();
  const fail = (c: Context<SimEnv>, status: number, code: number) =>
    c.json(twilioError(status, code), status as 400);
  const faulty = (path: 'create' | 'list' | 'fetch' | 'media') =>
    failing(faults, clock, path, 'provider-2', twilioError);
  const show = (id: string) => {
    const message = world.find(id);
    return message?.profile === 'provider-2' ? message : undefined;
  };

  const signedIn: MiddlewareHandler<SimEnv> = async (c, next) => {
    if (!ACCEPTED.includes(c.req.header('authorization') ?? '')) return fail(c, 401, 20003);
    return next();
  };
  app.use('/2010-04-01/*', signedIn);

  app.post(`${BASE}/Messages.json`, faulty('create'), async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const [to, body, serviceSid] = [
      form.get('To') ?? '',
      form.get('Body') ?? '',
      form.get('MessagingServiceSid'),
    ];
    const from = form.get('From') ?? (serviceSid === null ? null : (numbers()[0] ?? '+447700900001'));
    if (from === null) return fail(c, 400, 21603);
    if (!E164.test(to)) return fail(c, 400, 21211);
    if (body === '') return fail(c, 400, 21602);
    if ([...body].length > 1600) return fail(c, 400, 21617);
    if (numbers().length > 0 && !numbers().includes(from)) return fail(c, 400, 21606);
    // Through a messaging service the refusal comes later, as a failed status; with From alone it comes at
    // once.
    if (serviceSid === null && world.refuses('provider-2', from, to)) return fail(c, 400, 21610);
    const validity = Number(form.get('ValidityPeriod') ?? 36_000);
    const expiresAt = clock.now() + validity * 1000;
    const message = world.accept({ profile: 'provider-2', from, to, body, serviceSid, expiresAt });
    return c.json(twilioMessage(message, ours.accountSid), 201);
  });

  app.get(`${BASE}/Messages.json`, faulty('list'), (c) =>
    c.json(twilioPage(world.messages(), new URL(c.req.url).searchParams, ours.accountSid)),
  );

  app.get(`${BASE}/Messages/:file`, faulty('fetch'), (c) => {
    const message = show(c.req.param('file').replace('.json', ''));
    return message === undefined ? fail(c, 404, 20404) : c.json(twilioMessage(message, ours.accountSid));
  });

  app.get(`${BASE}/Messages/:sid/Media.json`, (c) => {
    const message = show(c.req.param('sid'));
    return message === undefined ? fail(c, 404, 20404) : c.json(twilioMediaList(message, ours.accountSid));
  });

  // Twilio answers with a signed address that needs no credentials.
  app.get(`${BASE}/Messages/:sid/Media/:media`, faulty('media'), (c) =>
    c.redirect(`/signed-media/${c.req.param('sid')}/${c.req.param('media')}`, 307),
  );
  app.get('/signed-media/:sid/:media', (c) => {
    const message = show(c.req.param('sid'));
    const at = Array.from({ length: message?.media ?? 0 }, (_, each) => each).find(
      (each) => message !== undefined && mediaSid(message, each) === c.req.param('media'),
    );
    const file = mediaFile(message, at ?? -1);
    return file === null ? c.body(null, 404) : c.body(file, 200, { 'content-type': 'image/png' });
  });

  app.post(`${BASE}/Messages/:file`, async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const message = show(c.req.param('file').replace('.json', ''));
    if (message === undefined) return fail(c, 404, 20404);
    if (form.get('Status') === 'canceled' && !world.cancel(message.id)) return fail(c, 400, 30409);
    if (form.get('Body') === '') message.body = '';
    return c.json(twilioMessage(message, ours.accountSid));
  });

  app.delete(`${BASE}/Messages/:file`, (c) => {
    const message = show(c.req.param('file').replace('.json', ''));
    if (message === undefined) return fail(c, 404, 20404);
    world.remove(message.id);
    return c.body(null, 204);
  });

  app.all('/2010-04-01/*', (c) => fail(c, 404, 20404));
  return app;
}
