import shipped from '../../main/core/providers/simulator/data/answers.json' with { type: 'json' };
import type { Campaigns } from './campaignRun.ts';

/** What contacts mean, by the script that the simulator answers from. The product does not know it. */
const MEANING = new Map(
  shipped.answers.flatMap(({ when, text, kind }) =>
    text === null ? [] : [[`${when} ${text}`, kind] as const],
  ),
);
/** The exact words on which the second provider acts by itself (reference: providers). */
const BY_PROVIDER = /^\s*(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout)\s*$/i;

export type Contact = {
  readonly number: string;
  readonly profile: 'provider-1' | 'provider-2';
  readonly said: readonly { readonly body: string; readonly at: number; readonly kind: string }[];
  /** Our texts that this phone shows, and the provider's own. */
  readonly got: readonly { readonly body: string; readonly at: number; readonly byProvider: boolean }[];
  /** A keyword of the law, at any time. */
  readonly stops: boolean;
  /**
   * A keyword on which Heed acts by itself (table of design section 2): the first response on provider-1,
   * any response on provider-2.
   */
  readonly stopsFirst: boolean;
  /** The provider stopped this contact by itself. */
  readonly stoppedByProvider: boolean;
  /** At some time they wrote what a reasonable person reads as "stop", in other words than a keyword. */
  readonly likely: boolean;
  readonly wrongNumber: boolean;
  /** Requests to send to this number that the provider refused, since it blocks the number. */
  readonly refused: number;
};

/** What the simulator says of every contact of the two campaigns. */
export function contactsOf({ simulator, numbers }: Campaigns): Contact[] {
  const refused = new Map<string, number>();
  for (const { method, path, status, body } of simulator.control.requests()) {
    if (method !== 'POST' || !path.endsWith('/Messages.json') || status !== 400) continue;
    const to = new URLSearchParams(body).get('To') ?? '';
    refused.set(to, (refused.get(to) ?? 0) + 1);
  }
  return numbers.map(({ number, region }): Contact => {
    const profile = region === 'GB' ? 'provider-2' : 'provider-1';
    const said = simulator.control.said(number).map(({ body, at }, index) => {
      const kind = MEANING.get(`${index === 0 ? 'first' : 'later'} ${body}`);
      if (kind === undefined) throw new Error(`The script has no such answer: ${body}`);
      return { body, at: Math.trunc(at), kind };
    });
    const stops = said.filter(({ kind }) => kind === 'stop');
    const first = said[0]?.kind === 'stop';
    return {
      number,
      profile,
      said,
      got: simulator.control
        .contact(number)
        .map(({ body, at, sentBy }) => ({ body, at, byProvider: sentBy === 'provider' })),
      stops: stops.length > 0,
      stopsFirst: profile === 'provider-2' ? stops.length > 0 : first,
      stoppedByProvider: profile === 'provider-2' && stops.some(({ body }) => BY_PROVIDER.test(body)),
      likely: said.some(({ kind }) => kind === 'likely-opt-out' || kind === 'spanish-stop'),
      wrongNumber: said.some(({ kind }) => kind === 'wrong-number'),
      refused: refused.get(number) ?? 0,
    };
  });
}
