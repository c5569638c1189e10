import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { onError } from '@orpc/server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { t } from '../../../shared/text/say.ts';
import { withCallersKey } from '../../core/access/once.ts';
import type { App } from '../../core/app.ts';
import { inCallersLanguage } from '../../core/base/language.ts';
import type { Logger } from '../../core/base/ports.ts';
import { LIMITS, type Limits } from '../common/limits.ts';
import { logFailure } from '../common/logFailure.ts';
import { apiPage } from './apiPage.ts';
import { openApiDocument } from './openApi.ts';

const refusal = (code: string, status: number, message: string) => ({
  defined: false,
  code,
  status,
  message,
});

/** Refuses a query string beside a body, which would be ignored without notice. */
function strayParameters(names: readonly string[], language = '') {
  const headers = { 'accept-language': language };
  return inCallersLanguage({
    request: { headers },
    next: () => {
      const issues = [...new Set(names)].map((name) => ({
        path: [name],
        message: t('api:unknownField.query', { name }),
      }));
      const message = issues.map((issue) => issue.message).join(' ');
      return { ...refusal('INVALID', 422, message), data: { issues } };
    },
  });
}

/** The token of an Authorization header; null without one, or with another scheme. */
const bearerOf = (header: string | undefined) => /^Bearer +([\w~+/.=-]+) *$/i.exec(header ?? '')?.[1] ?? null;

/**
 * REST, described by /api/openapi.json and, as a page, by /api. A bearer token alone identifies the caller:
 * cookies do not count here, so no page can act in a window's name.
 */
export function apiRoutes(app: App, apiUrl: string, log: Logger, limits: Limits = LIMITS): Hono {
  const handler = new OpenAPIHandler(app.router, {
    interceptors: [inCallersLanguage, withCallersKey, onError((error) => logFailure(log, error))],
  });
  let document: ReturnType<typeof openApiDocument> | undefined;
  const described = () => {
    document ??= openApiDocument(apiUrl);
    return document;
  };
  const routes = new Hono();
  // Hono's own handler would print the error, which is mostly a caller who went away in the middle of a body.
  routes.onError((error, c) => {
    logFailure(log, error);
    return c.json(refusal('INTERNAL_SERVER_ERROR', 500, 'The request could not be read.'), 500);
  });
  routes.get('/api', async (c) => c.html(apiPage(await described())));
  routes.get('/api/openapi.json', async (c) => c.json(await described()));
  routes.use(
    '/api/*',
    bodyLimit({
      maxSize: limits.window.bodyBytes,
      onError: (c) => c.json(refusal('PAYLOAD_TOO_LARGE', 413, 'The body is larger than 2 MiB.'), 413),
    }),
  );
  routes.all('/api/*', async (c) => {
    const stray = c.req.method === 'GET' ? [] : [...new URL(c.req.url).searchParams.keys()];
    if (stray.length > 0) return c.json(strayParameters(stray, c.req.header('accept-language')), 422);
    const context = app.context({ kind: 'bearer', token: bearerOf(c.req.header('authorization')) });
    const result = await handler.handle(c.req.raw, { prefix: '/api', context });
    if (result.matched) return result.response;
    return c.json(refusal('NOT_FOUND', 404, 'There is no such procedure. See /api.'), 404);
  });
  return routes;
}
