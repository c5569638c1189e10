import type { TwilioConfig } from '../../../../shared/providers/twilio.ts';
import { keep, written } from '../../../../shared/text/stored.ts';
import { type AdapterDeps, type Download, download, type Exchange, exchange, readAnswer } from '../http.ts';
import { ProviderError } from '../provider.ts';
import { type ListPage, ListPage as ListPageSchema } from './rows.ts';

export type TwilioClient = {
  create(form: URLSearchParams, signal: AbortSignal, mayLeave?: () => boolean): Promise<Exchange>;
  /**
   * One page of the message list. `page`: a query for the first page, or Twilio's relative address of a
   * further one.
   */
  list(page: URLSearchParams | string, signal: AbortSignal): Promise<ListPage>;
  /** The media of one text, of which there are ten at most. */
  mediaList(messageSid: string, signal: AbortSignal): Promise<Exchange>;
  media(messageSid: string, mediaSid: string, longest: number, signal: AbortSignal): Promise<Download>;
};

/** Signs and sends Twilio's requests. */
export function twilioClient(config: TwilioConfig, deps: AdapterDeps): TwilioClient {
  const user = config.keySid ?? config.accountSid;
  const authorization = `Basic ${Buffer.from(`${user}:${config.secret}`).toString('base64')}`;
  const account = `/2010-04-01/Accounts/${config.accountSid}`;
  const path = `${account}/Messages.json`;
  const mediaOf = (messageSid: string) =>
    `${config.baseUrl}${account}/Messages/${encodeURIComponent(messageSid)}/Media`;

  function address(page: URLSearchParams | string): string {
    if (typeof page !== 'string') return `${config.baseUrl}${path}?${page}`;
    // Twilio's addresses are relative. An absolute one could lead elsewhere with our credentials.
    if (page.startsWith('/') && !page.startsWith('//')) return `${config.baseUrl}${page}`;
    throw new ProviderError('malformed', keep('provider:read.otherPage', { provider: written('Twilio') }));
  }

  return {
    create: (form, signal, mayLeave) =>
      exchange(
        deps,
        {
          method: 'POST',
          url: `${config.baseUrl}${path}`,
          headers: {
            authorization,
            'content-type': 'application/x-www-form-urlencoded',
            accept: 'application/json',
          },
          body: form.toString(),
          mayLeave,
        },
        signal,
      ),
    async list(page, signal) {
      const headers = { authorization, accept: 'application/json' };
      const answer = await exchange(deps, { method: 'GET', url: address(page), headers }, signal);
      return readAnswer('Twilio', answer, ListPageSchema, deps.now());
    },
    mediaList: (messageSid, signal) =>
      exchange(
        deps,
        {
          method: 'GET',
          url: `${mediaOf(messageSid)}.json`,
          headers: { authorization, accept: 'application/json' },
        },
        signal,
      ),
    media: (messageSid, mediaSid, longest, signal) =>
      download(
        deps,
        {
          url: `${mediaOf(messageSid)}/${encodeURIComponent(mediaSid)}`,
          headers: { authorization },
          longest,
        },
        signal,
      ),
  };
}
