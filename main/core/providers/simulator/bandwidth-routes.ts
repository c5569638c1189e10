import { randomBytes } from 'node:crypto';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { bandwidthError, bandwidthMessage, bandwidthPage, validationError } from './bandwidth-wire.ts';
import type { SimClock } from './clock.ts';
import { simulatorCredentials as ours } from './credentials.ts';
import { type Faults, failing, type SimEnv } from './faults.ts';
import { mediaFile } from './madeUpPicture.ts';
import type { World } from './world.ts';

type Deps = {
  readonly world: World;
  readonly faults: Faults;
  readonly clock: SimClock;
  readonly numbers: () => readonly string[];
  readonly tokenSeconds: number;
};

const E164 = /^\+[1-9]\d{6,14}$/;
const MESSAGES = `/api/v2/users/${ours.accountId}/messages`;
const MEDIA = `/api/v2/users/${ours.accountId}/media`;
const CLIENT = `Basic ${Buffer.from(`${ours.clientId}:${ours.clientSecret}`).toString('base64')}`;

const Create = z.looseObject({
  applicationId: z.string(),
  to: z.array(z.string()),
  from: z.string(),
  text: z.string().max(2048).default(''),
  media: z.array(z.url()).max(10).default([]),
  tag: z.string().max(1024).optional(),
  expiration: z.string().optional(),
});

/** Bandwidth's token and Messaging v2 paths. Nothing here knows what an opt-out is. */
export function bandwidthRoutes({ world, faults, clock, numbers, tokenSeconds }: Deps): Hono<SimEnv> {
  const app = new Hono<SimEnv>();
  const tokens = new Map<string, number>();
  const stored = new Map<string, Uint8Array>();
  const fail = (c: Context<SimEnv>, status: number) =>
    c.json(bandwidthError(status, undefined), status as 400);
  const faulty = (path: 'create' | 'list' | 'token' | 'media') =>
    failing(faults, clock, path, 'provider-1', bandwidthError);

  app.post('/api/v1/oauth2/token', faulty('token'), async (c) => {
    const form = new URLSearchParams(await c.req.text());
    if (c.req.header('authorization') !== CLIENT) return c.json({ error: 'invalid_client' }, 401);
    if (form.get('grant_type') !== 'client_credentials')
      return c.json({ error: 'unsupported_grant_type' }, 400);
    const token = randomBytes(24).toString('base64url');
    tokens.set(token, clock.now() + tokenSeconds * 1000);
    return c.json({ access_token: token, token_type: 'Bearer', expires_in: tokenSeconds });
  });

  // Basic authentication is refused, as at Bandwidth from 2 December 2026: only a token is accepted.
  const signedIn: MiddlewareHandler<SimEnv> = async (c, next) => {
    const token = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    if (token === undefined || (tokens.get(token) ?? 0) <= clock.now()) return fail(c, 401);
    return next();
  };
  app.use('/api/v2/*', signedIn);

  app.post(MESSAGES, faulty('create'), async (c) => {
    if (!(c.req.header('content-type') ?? '').startsWith('application/json')) return fail(c, 415);
    const body: unknown = await c.req.json().catch(() => null);
    const parsed = Create.safeParse(body);
    if (!parsed.success) {
      return c.json(
        validationError(String(parsed.error.issues[0]?.path[0] ?? 'body'), 'is missing or not valid'),
        400,
      );
    }
    const { to, from, text, media, tag, expiration, applicationId } = parsed.data;
    const files = media.map((url) => stored.get(url.slice(url.lastIndexOf('/') + 1)));
    const [contact, ...others] = to;
    if (contact === undefined || !E164.test(contact))
      return c.json(validationError('to', 'must be E.164'), 400);
    if (others.length > 0) return c.json(validationError('to', 'group messages are not simulated'), 400);
    if (applicationId !== ours.applicationId)
      return c.json(validationError('applicationId', 'is not known'), 400);
    if (numbers().length > 0 && !numbers().includes(from)) {
      return c.json(validationError('from', 'does not belong to the application'), 400);
    }
    if (files.includes(undefined)) return c.json(validationError('media', 'is not there'), 400);
    const expiresAt = expiration === undefined ? null : Date.parse(expiration);
    const message = world.accept({
      profile: 'provider-1',
      from,
      to: contact,
      body: text,
      files: files.filter((file) => file !== undefined),
      tag: tag ?? null,
      expiresAt,
    });
    return c.json(
      { ...bandwidthMessage(message, true), ...(expiration === undefined ? {} : { expiration }) },
      202,
    );
  });

  app.get(MESSAGES, faulty('list'), (c) => {
    const query = new URL(c.req.url).searchParams;
    if ([...query.keys()].length === 0)
      return c.json(validationError('query', 'at least one parameter is needed'), 400);
    return c.json(bandwidthPage(world.messages(), query, clock.now()));
  });

  // Campaign Management, which speaks XML: one campaign that carriers took, with all numbers but the last.
  const management = `/api/accounts/${ours.accountId}/campaignManagement/10dlc`;
  app.use(`${management}/*`, signedIn);
  const xml = (c: Context<SimEnv>, text: string) =>
    c.body(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${text}`, 200, {
      'content-type': 'application/xml',
    });
  app.get(`${management}/campaigns`, (c) =>
    xml(
      c,
      `<CampaignsResponse><Campaigns><Campaign><CampaignId>CSIM001</CampaignId><Status>ACTIVE</Status>
       <BrandId>BSIM001</BrandId><MnoStatusList><MnoStatus><MnoName>ATT</MnoName><Status>APPROVED</Status></MnoStatus>
       <MnoStatus><MnoName>TMO</MnoName><Status>APPROVED</Status></MnoStatus></MnoStatusList></Campaign></Campaigns>
       <TotalCount>1</TotalCount></CampaignsResponse>`,
    ),
  );
  app.get(`${management}/campaigns/imports`, (c) => fail(c, 403));
  app.get(`${management}/campaigns/:id/tn`, (c) => {
    const taken = numbers().slice(0, Math.max(1, numbers().length - 1));
    const listed = taken.map((number) => `<TelephoneNumber>${number.slice(2)}</TelephoneNumber>`);
    return xml(
      c,
      `<CampaignTnsResponse><TotalCount>${listed.length}</TotalCount><TelephoneNumbers>${listed.join('')}</TelephoneNumbers></CampaignTnsResponse>`,
    );
  });

  // What the account stores is there for its own texts.
  app.put(`${MEDIA}/:name`, faulty('media'), async (c) => {
    const file = new Uint8Array(await c.req.arrayBuffer());
    if (file.length > 3_750_000) return fail(c, 413);
    stored.set(c.req.param('name'), file);
    return c.body(null, 204);
  });

  app.get(`${MEDIA}/:id/:at/:name`, faulty('media'), (c) => {
    const file = mediaFile(world.find(c.req.param('id')), Number(c.req.param('at')));
    return file === null ? fail(c, 404) : c.body(file, 200, { 'content-type': 'image/png' });
  });

  app.all('/api/*', (c) => fail(c, 404));
  return app;
}
