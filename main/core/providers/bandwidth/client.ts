import type { BandwidthConfig } from '../../../../shared/providers/bandwidth.ts';
import {
  type AdapterDeps,
  type Download,
  download,
  type Exchange,
  exchange,
  readAnswer,
  readXml,
} from '../http.ts';
import { type ListPage, ListPage as ListPageSchema } from './rows.ts';
import { tokenSource } from './token.ts';

/**
 * `no-token`: the credentials were refused or no token could be fetched, and the request itself never left.
 */
export type Answer = Exchange | { readonly kind: 'no-token'; readonly answer: Exchange };

/** How storing a file ended. Nothing was sent in any case. */
export type StoredFile =
  /** `before`: it was stored with an earlier text, so Bandwidth may have it no longer. */
  { readonly kind: 'stored'; readonly url: string; readonly before: boolean } | Answer;

export type BandwidthClient = {
  /** `mayLeave`: see Outgoing; called when the token is there, and again before a second try. */
  create(body: object, signal: AbortSignal, mayLeave?: () => boolean): Promise<Answer>;
  /** Stores a file at Bandwidth, for texts to name it; one that is there still is not stored again. */
  store(
    name: string,
    type: string,
    content: Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
  ): Promise<StoredFile>;
  /** The next text that carries the file stores it again. */
  forget(name: string): void;
  list(query: URLSearchParams, signal: AbortSignal): Promise<ListPage>;
  /** A page of the account’s Campaign Management, as XML. @throws ProviderError */
  account(path: string, signal: AbortSignal, now: number): Promise<string>;
  /** A media file of the account, by its path below `/media/`; at most `longest` bytes. */
  media(
    path: string,
    longest: number,
    signal: AbortSignal,
  ): Promise<Download | { readonly kind: 'no-token' }>;
};

/** Milliseconds for which a file is taken to be there; Bandwidth stores it for 48 hours. */
const STORED_FOR = 12 * 3_600_000;
const MOST_STORED = 10_000;

/** Signs and sends Bandwidth's requests; a token that was refused is replaced once. */
export function bandwidthClient(config: BandwidthConfig, deps: AdapterDeps): BandwidthClient {
  const tokens = tokenSource(config, deps);
  const user = `${config.baseUrl}/api/v2/users/${config.accountId}`;
  const path = `${user}/messages`;
  const media = `${user}/media`;
  /** When each file was stored; UTC milliseconds. */
  const stored = new Map<string, number>();
  /** Files that are being stored: the first texts of a campaign leave together, with the same one. */
  const storing = new Map<string, Promise<StoredFile>>();

  /** Makes a request with a token; one that was refused for it is repeated once, with a new token. */
  async function signed<A extends { readonly kind: string; readonly status?: number }>(
    ask: (authorization: string) => Promise<A>,
  ): Promise<A | { readonly kind: 'no-token'; readonly answer: Exchange }> {
    for (let again = false; ; again = true) {
      const result = await tokens.get();
      if (result.kind === 'none') return { kind: 'no-token', answer: result.answer };
      const answer = await ask(`Bearer ${result.token}`);
      if (answer.kind !== 'answer' || answer.status !== 401) return answer;
      // The request was refused before it was processed, so a second one sends nothing twice.
      tokens.drop(result.token);
      if (again) return answer;
    }
  }

  const call = (
    method: 'GET' | 'POST',
    url: string,
    body: string | undefined,
    signal: AbortSignal,
    mayLeave?: () => boolean,
    accept = 'application/json',
  ): Promise<Answer> =>
    signed((authorization) => {
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      const headers = { authorization, accept, ...type };
      return exchange(
        deps,
        { method, url, headers, mayLeave, ...(body === undefined ? {} : { body }) },
        signal,
      );
    });

  async function put(
    name: string,
    type: string,
    content: Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
  ): Promise<StoredFile> {
    const url = `${media}/${name}`;
    const headers = { 'content-type': type };
    const answer = await signed((authorization) =>
      exchange(deps, { method: 'PUT', url, headers: { ...headers, authorization }, body: content }, signal),
    );
    if (answer.kind !== 'answer' || answer.status < 200 || answer.status >= 300) return answer;
    if (stored.size >= MOST_STORED) stored.clear();
    stored.set(name, deps.now());
    return { kind: 'stored', url, before: false };
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
    async store(name, type, content, signal) {
      // A clock that ran ahead says nothing about when it was.
      const age = deps.now() - (stored.get(name) ?? Number.NEGATIVE_INFINITY);
      if (age >= 0 && age < STORED_FOR) return { kind: 'stored', url: `${media}/${name}`, before: true };
      const underWay = storing.get(name) ?? put(name, type, content, signal);
      storing.set(name, underWay);
      return underWay.finally(() => storing.delete(name));
    },
    forget: (name) => void stored.delete(name),
    media: (file, longest, signal) =>
      signed((authorization) =>
        download(deps, { url: `${media}/${file}`, headers: { authorization }, longest }, signal),
      ),
  };
}
