import { z } from 'zod';
import type { BandwidthConfig } from '../../../../shared/providers/bandwidth.ts';
import { type AdapterDeps, type Exchange, exchange, jsonOf } from '../http.ts';

const TokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  /** Seconds. Bandwidth does not document the usual length. Where it is missing, a short one is taken. */
  expires_in: z.coerce.number().positive().catch(60),
});

type TokenResult =
  | { readonly kind: 'token'; readonly token: string }
  /** No token; `answer` says why. The request that needed it has not left. */
  | { readonly kind: 'none'; readonly answer: Exchange };

export type TokenSource = {
  get(): Promise<TokenResult>;
  /** Forgets this token, after a 401, so that the next `get` fetches a new one. */
  drop(token: string): void;
};

/** Milliseconds before its end at which a token is replaced; at the latest after four fifths of its life. */
const EARLY_MS = 60_000;

/** OAuth2 client credentials. Callers at the same time share one request. */
export function tokenSource(config: BandwidthConfig, deps: AdapterDeps): TokenSource {
  const authorization = `Basic ${Buffer.from(`${config.clientId}:${config.clientSecret}`).toString('base64')}`;
  let current: { readonly token: string; readonly until: number } | null = null;
  let pending: Promise<TokenResult> | null = null;

  async function request(): Promise<TokenResult> {
    const answer = await exchange(
      deps,
      {
        method: 'POST',
        url: `${config.tokenBaseUrl}/api/v1/oauth2/token`,
        headers: {
          authorization,
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
        },
        body: 'grant_type=client_credentials',
      },
      // Many callers share the request, so none of them may abort it; the time limit ends it.
      new AbortController().signal,
    );
    if (answer.kind !== 'answer' || answer.status !== 200) return { kind: 'none', answer };
    const parsed = TokenAnswer.safeParse(jsonOf(answer.text));
    if (!parsed.success) return { kind: 'none', answer };
    const life = parsed.data.expires_in * 1000;
    current = { token: parsed.data.access_token, until: deps.now() + life - Math.min(EARLY_MS, life / 5) };
    return { kind: 'token', token: current.token };
  }

  return {
    get() {
      if (current !== null && deps.now() < current.until) {
        return Promise.resolve({ kind: 'token', token: current.token });
      }
      pending ??= request().finally(() => {
        pending = null;
      });
      return pending;
    },
    drop(token) {
      if (current?.token === token) current = null;
    },
  };
}
