import type { MarketingKind } from '../../../text/marketing.ts';

/** Warnings that a person has to confirm. */
export const warnings = {
  'script-no-organisation': 'The script does not name your organisation. People should know who is texting.',
  'script-no-opt-out': 'The script does not say how to opt out, such as “Reply STOP to opt out”.',
  'script-unknown-fields': 'No contact has {{fields}}. That place in the text stays empty.',
  'replies-unknown-fields':
    'No contact has {{fields}}, which ready replies use. Texters are asked before they send such a reply.',
  'empty-field': 'Nothing is known for {{fields}}. It would be sent as it stands.',
  'one-character': 'You are about to send only “{{text}}”. Was it meant for this box?',
  'state-hours-off':
    'Some states and Canada allow texts at fewer hours than 8:00 to 21:00, and some on no Sunday. Without these rules, texts can leave when the law of a state forbids them.',
  'one-emoji': 'The whole reply is {{text}}. Send it?',
  'stop-waiting': 'This person asked to stop, and nobody has decided yet. Opt them out, or send anyway?',
  'stops-waiting_one':
    '{{count, number}} person asked to stop while auto opt-outs were off, and waits for a decision.',
  'stops-waiting_other':
    '{{count, number}} people asked to stop while auto opt-outs were off, and wait for a decision.',
  'texts-waiting_one':
    '{{count, number}} text to this person was written before and waits for this decision. It leaves as soon as you go on.',
  'texts-waiting_other':
    '{{count, number}} texts to this person were written before and wait for this decision. They leave as soon as you go on.',
  'sender-has-queued_one':
    '{{count, number}} text waits to leave from this number ({{kinds}}) and is given up for good.{{instead}}',
  'sender-has-queued_other':
    '{{count, number}} texts wait to leave from this number ({{kinds}}) and are given up for good.{{instead}}',
  'sender-has-contacts_one':
    '{{count, number}} person whom nobody has texted yet has this number. They cannot be texted until it is used again, unless they move to another number.',
  'sender-has-contacts_other':
    '{{count, number}} people whom nobody has texted yet have this number. They cannot be texted until it is used again, unless they move to another number.',
  'schedule-ended': '{{who}}',
  'schedule-start-quiet':
    'At {{time}} nobody may be texted yet, or no longer. Messages wait until texting hours begin.',
  'schedule-too-short_one':
    '{{count, number}} person is still to be texted, and the time until the end is too short for that.',
  'schedule-too-short_other':
    '{{count, number}} people are still to be texted. At {{pace, number}} first messages a minute, the texting hours until the end are enough for about {{enough, number}} of them.',
  /** What waits at a sender number, within the sentences above. */
  sender: {
    first_one: '{{count, number}} first text',
    first_other: '{{count, number}} first texts',
    replies_one: '{{count, number}} to somebody who knows this number',
    replies_other: '{{count, number}} to people who know this number',
    instead: 'First texts can move to another number instead.',
  },
  'confirmation-markets':
    'A confirmation may only confirm. Whoever has asked to stop may not be sent marketing, so this text can cost a fine. Found: {{found}}.',
  /** What makes a text marketing, with the words that were found. */
  marketing: {
    link: 'a link ({{words}})',
    money: 'it asks for money ({{words}})',
    vote: 'it is about voting ({{words}})',
    join: 'it invites to take part ({{words}})',
    follow: 'it advertises ({{words}})',
    persuade: 'it tries to change their mind ({{words}})',
    'call-to-action': 'it calls to action ({{words}})',
    phone: 'a phone number that is not for help ({{words}})',
    long: 'it makes {{words}} texts',
  },
} satisfies Record<string, string | Record<string, string>> & { marketing: Record<MarketingKind, string> };
