import type { GuardFacts, InboundFacts, RuleSettings } from '../../main/core/rules/types.ts';

/** A Wednesday at noon in New York: nothing quiet, nothing closed. */
export const NOON = Date.UTC(2026, 10, 18, 17, 0);

export const settings: RuleSettings = {
  autoOptOut: true,
  firstResponseOnly: true,
  extraKeywords: [],
  extraPhrases: [],
};

/** Facts of an ordinary first response; a test names only what it is about. */
export function inbound(text: string, about: Partial<InboundFacts> = {}): InboundFacts {
  return {
    text,
    profile: 'provider-1',
    region: about.profile === 'provider-2' ? 'GB' : 'US',
    firstResponse: true,
    optedOut: false,
    providerBlocked: false,
    onHold: false,
    openActions: [],
    ourTexts: [],
    saidAt: NOON,
    now: NOON,
    ...about,
  };
}

/** Facts of a reply that may leave; a test names only what stops it. */
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
    notAfter: null,
    now: NOON,
    ...about,
  };
}
