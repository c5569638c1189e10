import type { Profile } from '../../../../shared/schema/words.ts';

/** One row of the table that the product implements (design, section 2). */
export type OptOutRow = {
  readonly autoOptOut: boolean;
  readonly profile: Profile;
  readonly happens: string;
  readonly optedOutBy: string;
  readonly blocked: string;
  readonly textBy: string;
  readonly personActs: boolean;
};

export const OPT_OUT_ROWS: readonly OptOutRow[] = [
  {
    autoOptOut: true,
    profile: 'provider-1',
    happens: 'Heed opts them out and sends your confirmation',
    optedOutBy: 'Heed',
    blocked: 'Yes',
    textBy: 'Heed',
    personActs: false,
  },
  {
    autoOptOut: false,
    profile: 'provider-1',
    happens: 'Nothing but an action for a person',
    optedOutBy: 'Nobody',
    blocked: 'No',
    textBy: 'Nobody',
    personActs: true,
  },
  {
    autoOptOut: true,
    profile: 'provider-2',
    happens: 'The provider blocks the sender number; Heed opts them out',
    optedOutBy: 'Provider and Heed',
    blocked: 'Yes',
    textBy: 'Provider',
    personActs: false,
  },
  {
    autoOptOut: false,
    profile: 'provider-2',
    happens: 'The provider blocks the sender number; an action for a person',
    optedOutBy: 'Provider only',
    blocked: 'Partly: from that sender number',
    textBy: 'Provider',
    personActs: true,
  },
];

/** What switching to `autoOptOut` changes, as the sentences of the confirmation. */
export function switchConsequences(autoOptOut: boolean): readonly string[] {
  return autoOptOut
    ? [
        'US and Canada: a keyword reply opts the person out at once, and Heed confirms it to them.',
        'UK: the provider goes on blocking its own number, and Heed opts the person out everywhere.',
        'Replies that only read like a request put the conversation on hold until someone decides.',
      ]
    : [
        'US and Canada: nobody is opted out when they reply STOP. Texts can go on until a person acts.',
        'UK: the provider blocks only the number that they answered. Your other numbers could still reach them.',
        'Each request becomes an action, and one of you must opt that person out by hand.',
      ];
}
