import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { onError } from '@orpc/server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { App } from '../../core/app.ts';
import { inCallersLanguage } from '../../core/language.ts';
import type { Logger } from '../../core/ports.ts';
import { logFailure } from '../common/logFailure.ts';
import { apiPage } from './apiPage.ts';
import { openApiDocument } from './openApi.ts';

/** Uploads come in pieces of 1 MiB, in base64; nothing else is near it. */
const BODY_LIMIT = 2 * 1024 * 1024;

const refusal = (code: string, status: number, message: string) => ({
  defined: false,
  code,
  status,
  message,
});

/** The token of an Authorization header; null without one, or with another scheme. */
const bearerOf = (header: string | undefined) => /^Bearer +([\w~+/.=-]+) *$/i.exec(header ?? '')?.[1] ?? null;

/**
 * REST, described by /api/openapi.json and, to read, by /api. Who calls is told by a bearer token alone: cookies count for nothing here,
 * so no page can act in a window's name.
 */
export function apiRoutes(app: App, apiUrl: string, log: Logger): Hono {
  const handler = new OpenAPIHandler(app.router, {
    interceptors: [inCallersLanguage, onError((error) => logFailure(log, error))],
  });
  let document: ReturnType<typeof openApiDocument> | undefined;
  const described = () => {
    document ??= openApiDocument(apiUrl);
    return document;
  };
  const routes = new Hono();
  routes.get('/api', async (c) => c.html(apiPage(await described())));
  routes.get('/api/openapi.json', async (c) => c.json(await described()));
  routes.use(
    '/api/*',
    bodyLimit({
      maxSize: BODY_LIMIT,
      onError: (c) => c.json(refusal('PAYLOAD_TOO_LARGE', 413, 'The body is larger than 2 MiB.'), 413),
    }),
  );
  routes.all('/api/*', async (c) => {
    const context = app.context({ kind: 'bearer', token: bearerOf(c.req.header('authorization')) });
    const result = await handler.handle(c.req.raw, { prefix: '/api', context });
    if (result.matched) return result.response;
    return c.json(refusal('NOT_FOUND', 404, 'There is no such procedure. See /api.'), 404);
  });
  return routes;
}
