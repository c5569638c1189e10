import { readAsset } from '../common/assets.ts';
import { contentPolicy, securityHeaders } from '../common/contentPolicy.ts';
import { isOurPage } from './channel.ts';

const headers = (type: string) => ({
  ...securityHeaders,
  'content-type': type,
  'content-security-policy': contentPolicy(),
});

/**
 * Answers the page's requests on our own scheme with files of the built screen, and with nothing outside of
 * it.
 */
export async function answerScreen(
  request: Pick<Request, 'url' | 'method'>,
  staticDir: string,
): Promise<Response> {
  if (!isOurPage(request.url) || request.method !== 'GET') return new Response('Refused.', { status: 403 });
  const { pathname } = new URL(request.url);
  // This script is the browser host's; here the preload did the same.
  if (pathname === '/host.js')
    return new Response('', { headers: headers('text/javascript; charset=utf-8') });
  const asset = await readAsset(staticDir, pathname);
  if (asset === null)
    return new Response('Not found.', { status: 404, headers: headers('text/plain; charset=utf-8') });
  return new Response(asset.body, { headers: headers(asset.type) });
}
