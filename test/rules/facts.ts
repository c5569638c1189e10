import type { GuardFacts, InboundFacts, RuleSettings } from '../../main/core/rules/types.ts';
import { usualFor } from '../../shared/providers/index.ts';
import type { Profile } from '../../shared/schema/words.ts';

/** A Wednesday at noon in New York: within texting hours, no holiday. */
export const NOON = Date.UTC(2026, 10, 18, 17, 0);

export const settings: RuleSettings = {
  autoOptOut: true,
  firstResponseOnly: true,
  extraKeywords: [],
  extraPhrases: [],
};

type About = Partial<Omit<InboundFacts, 'behaviour'>> & { readonly profile?: Profile };

/** Facts of an ordinary first response; each test changes only what it is about. */
export function inbound(text: string, about: About = {}): InboundFacts {
  const { profile = 'provider-1', ...facts } = about;
  const { optOuts, regions } = usualFor(profile);
  return {
    text,
    behaviour: optOuts,
    region: regions[0],
    firstResponse: true,
    optedOut: false,
    providerBlocked: false,
    onHold: false,
    openActions: [],
    ourTexts: [],
    saidAt: NOON,
    now: NOON,
    ...facts,
  };
}

/** Facts of a reply that may leave; each test changes only what stops it. */
export function outbound(about: Partial<GuardFacts> = {}): GuardFacts {
  return {
    kind: 'reply',
    optedOut: false,
    onHold: false,
    stopWaiting: false,
    providerBlock: 'none',
    autoOptOut: true,
    campaign: 'launched',
    conversation: 'waiting',
    hours: {
      region: 'US',
      places: [{ by: 'area-code', what: '212', zones: ['America/New_York'], states: ['NY'] }],
      quietHours: { sendFrom: 480, sendUntil: 1260 },
      stateLaws: true,
    },
    senderRetired: false,
    sendingOn: true,
    inboundFresh: true,
    initialAlready: false,
    numberInvalid: false,
    wrongNumber: false,
    oftenUntil: null,
    plan: null,
    wrote: false,
    notAfter: null,
    now: NOON,
    ...about,
  };
}
