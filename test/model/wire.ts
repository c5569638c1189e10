import { jsonOf } from '../../main/core/providers/http.ts';
import type { Ended } from './types.ts';

/** One request to send a text, as it went over the network. */
export type Create = { readonly to: string; readonly body: string; readonly pictures: number; ended: Ended };

function said(body: string): { to: string; body: string; pictures: number } {
  if (!body.startsWith('{')) {
    const form = new URLSearchParams(body);
    return {
      to: form.get('To') ?? '',
      body: form.get('Body') ?? '',
      pictures: form.getAll('MediaUrl').length,
    };
  }
  const json: { to: string[]; text: string; media?: string[] } = JSON.parse(body);
  return { to: json.to[0] ?? '', body: json.text, pictures: json.media?.length ?? 0 };
}

/** What the provider's documentation says about the outcome of a request to send (reference: providers). */
function read(status: number, text: string): Ended {
  const json = jsonOf(text);
  const whole = typeof json === 'object' && json !== null;
  if (status < 300) return whole ? 'accepted' : 'unclear';
  if (status === 429) return 'retry';
  // By its documentation Bandwidth took nothing where it answers 5xx; Twilio's does not say so.
  if (status >= 500) return whole && 'type' in json ? 'retry' : 'unclear';
  return 'refused';
}

/** A fetch that notes each request to send and how it ended. */
export function watchedFetch(network: typeof fetch): {
  readonly fetch: typeof fetch;
  readonly creates: Create[];
} {
  const creates: Create[] = [];
  return {
    creates,
    fetch: async (input, init) => {
      const isCreate = init?.method === 'POST' && /\/messages(\.json)?$/i.test(String(input));
      if (!isCreate) return network(input, init);
      const create: Create = { ...said(String(init.body)), ended: 'unclear' };
      creates.push(create);
      const answer = await network(input, init);
      const text = await answer.text();
      create.ended = read(answer.status, text);
      return new Response(text, { status: answer.status, headers: answer.headers });
    },
  };
}
