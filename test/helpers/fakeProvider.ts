import type { Adapter, InboundMessage, Outgoing, SendOutcome } from '../../main/core/providers/provider.ts';
import { VENDORS, vendorOf } from '../../shared/providers/index.ts';
import type { Profile } from '../../shared/schema/words.ts';
import { written } from '../../shared/text/stored.ts';

export type Sent = {
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly attemptId: string;
  readonly at: number;
};

/**
 * How the next sends end. `lost`: the provider took the text and its answer never came. `refused`: only the
 * next one, later ones are accepted.
 */
export type Ending = 'accepted' | 'refused' | 'retry' | 'unknown' | 'lost' | 'configuration';

/**
 * A provider in this process, for tests of thousands of steps: it keeps what reached contacts, and on
 * provider-2 it blocks pairs by its own keywords and refuses with 21610, as the real one does.
 */
export function fakeProvider(profile: Profile, now: () => number) {
  const vendor = vendorOf({ provider: 'simulator', profile });
  const reached: Sent[] = [];
  const blocks = new Set<string>();
  let ending: Ending = 'accepted';
  let count = 0;
  let gate: Promise<void> | null = null;
  let open = () => {};
  const keyOf = (ours: string, contact: string) => `${ours} ${contact}`;
  const STOP = /^(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout)$/i;
  const START = /^(start|yes|unstop)$/i;

  function outcome(message: Outgoing): SendOutcome {
    if (profile === 'provider-2' && blocks.has(keyOf(message.from, message.to))) {
      return {
        kind: 'refused',
        errorClass: 'recipient-blocked',
        code: '21610',
        detail: written('The recipient has unsubscribed.'),
      };
    }
    if (ending === 'retry')
      return { kind: 'retry', code: '429', detail: written('Too many requests.'), afterMs: 10 };
    if (ending === 'refused') {
      ending = 'accepted';
      return { kind: 'refused', errorClass: 'failed', code: '30008', detail: written('Unknown error.') };
    }
    if (ending === 'unknown') return { kind: 'unknown', detail: written('No answer came.') };
    if (ending === 'configuration') {
      return {
        kind: 'refused',
        errorClass: 'configuration',
        code: '21606',
        detail: written('The number cannot send.'),
      };
    }
    count += 1;
    reached.push({
      to: message.to,
      from: message.from,
      body: message.body,
      attemptId: message.attemptId,
      at: now(),
    });
    return ending === 'lost'
      ? { kind: 'unknown', detail: written('No answer came.') }
      : { kind: 'accepted', providerId: `out-${count}` };
  }

  const adapter: Adapter = {
    vendor,
    inbound: VENDORS[vendor].inbound,
    listsWords: true,
    rate: { per: 'number', unit: 'message', perSecond: 1000 },
    send: async (message) => {
      // The provider acts on a text at once; only its answer waits.
      const result = outcome(message);
      await gate;
      return result;
    },
    pull: async (request) => ({
      inbound: [],
      statuses: [],
      providerTexts: [],
      gaps: [],
      cursor: request.cursor,
    }),
    webhookAccess: { vendor, keys: {} },
    parseWebhook: () => ({ kind: 'malformed', detail: 'not used' }),
    reconcile: async () => ({ kind: 'cannot-tell' }),
    fetchPicture: async () => ({ kind: 'later' }),
    test: async () => ({ ok: true, detail: written('') }),
    classify: (code) => (code === '21610' ? 'recipient-blocked' : 'failed'),
  };
  return {
    adapter,
    reached,
    blocks,
    endWith: (next: Ending) => {
      ending = next;
    },
    /** From now on answers wait until they are let go. */
    holdAnswers: () => {
      gate ??= new Promise((resolve) => {
        open = resolve;
      });
    },
    letAnswersGo: () => {
      open();
      gate = null;
    },
    /** The process dies: the answers that wait reach nobody. */
    loseAnswers: () => {
      gate = null;
    },
    /** A contact says something: the provider acts on it first, then hands it on. */
    says(from: string, to: string, body: string, at: number): InboundMessage {
      count += 1;
      if (profile === 'provider-2') {
        if (STOP.test(body.trim())) blocks.add(keyOf(to, from));
        if (START.test(body.trim())) blocks.delete(keyOf(to, from));
      }
      return { providerId: `in-${count}`, from, to, body, providerTime: at };
    },
  };
}
