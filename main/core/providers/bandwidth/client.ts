import type { BandwidthConfig } from '../../../../shared/providers/bandwidth.ts';
import { type AdapterDeps, type Exchange, exchange, readAnswer, readXml } from '../http.ts';
import { type ListPage, ListPage as ListPageSchema } from './rows.ts';
import { tokenSource } from './token.ts';

/**
 * `no-token`: the credentials were refused or no token could be fetched, and the request itself never left.
 */
export type Answer = Exchange | { readonly kind: 'no-token'; readonly answer: Exchange };

export type BandwidthClient = {
  /** `mayLeave`: see Outgoing; called when the token is there, and again before a second try. */
  create(body: object, signal: AbortSignal, mayLeave?: () => boolean): Promise<Answer>;
  list(query: URLSearchParams, signal: AbortSignal): Promise<ListPage>;
  /** A page of the account’s Campaign Management, as XML. @throws ProviderError */
  account(path: string, signal: AbortSignal, now: number): Promise<string>;
};

/** Signs and sends Bandwidth's requests; a token that was refused is replaced once. */
export function bandwidthClient(config: BandwidthConfig, deps: AdapterDeps): BandwidthClient {
  const tokens = tokenSource(config, deps);
  const path = `${config.baseUrl}/api/v2/users/${config.accountId}/messages`;

  async function call(
    method: 'GET' | 'POST',
    url: string,
    body: string | undefined,
    signal: AbortSignal,
    mayLeave?: () => boolean,
    accept = 'application/json',
  ): Promise<Answer> {
    for (let again = false; ; again = true) {
      const result = await tokens.get();
      if (result.kind === 'none') return { kind: 'no-token', answer: result.answer };
      const headers = {
        authorization: `Bearer ${result.token}`,
        accept,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      };
      const answer = await exchange(
        deps,
        { method, url, headers, mayLeave, ...(body === undefined ? {} : { body }) },
        signal,
      );
      if (answer.kind !== 'answer' || answer.status !== 401) return answer;
      // The request was refused before it was processed, so a second one sends nothing twice.
      tokens.drop(result.token);
      if (again) return answer;
    }
  }

  return {
    create: (body, signal, mayLeave) => call('POST', path, JSON.stringify(body), signal, mayLeave),
    async list(query, signal) {
      const answer = await call('GET', `${path}?${query}`, undefined, signal);
      return readAnswer(
        'Bandwidth',
        answer.kind === 'no-token' ? answer.answer : answer,
        ListPageSchema,
        deps.now(),
      );
    },
    async account(page, signal, now) {
      const url = `${config.tokenBaseUrl}/api/accounts/${config.accountId}/campaignManagement/10dlc/${page}`;
      const answer = await call('GET', url, undefined, signal, undefined, 'application/xml');
      return readXml('Bandwidth', answer.kind === 'no-token' ? answer.answer : answer, now);
    },
  };
}
