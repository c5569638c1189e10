export const opt = {
  confirmation: {
    looking: 'Checking whether a confirmation may be sent…',
    over: 'A confirmation must be sent within five minutes of the contact’s last text, and that time is over.',
    tell: 'Tell them so in one last text, by {{time}}',
    label: 'Confirmation',
    empty: 'Write what it says, or leave it out.',
    one: 'One text.',
    several_one: '{{count}} texts. Shorter is better: one is enough.',
    several_other: '{{count}} texts. Shorter is better: one is enough.',
  },
  title: {
    in: 'Opt {{name}} in',
    out: 'Opt {{name}} out',
  },
  act: {
    in: 'Opt in',
    out: 'Opt out',
    askIn: 'Opt in…',
    askOut: 'Opt out…',
  },
  usual: {
    text: 'Asked in a text',
    phone: 'Asked on the phone',
    email: 'Asked by e-mail',
    hostile: 'Hostile reply',
    person: 'Asked in person',
    mistake: 'Opted out by mistake',
  },
  means:
    'Nothing more is sent to this number, in any campaign, and what is queued is cancelled. You can undo it for 10 seconds.',
  reason: 'Reason',
  reasonKept: 'Stays in the record with your name.',
  looking: 'Looking up what the provider blocks…',
  reverses: 'Reverses the opt-outs in force, for every campaign. Do this only if the person asked for it.',
  blocks:
    'The provider still blocks {{tails}}. Nothing arrives from there until they text <b>START</b> to {{senders}}.',
  optedIn: 'Opted in.',
  undo: {
    done: 'Opted out.',
    cancelled_one: '{{count}} queued message cancelled.',
    cancelled_other: '{{count}} queued messages cancelled.',
    act: 'Undo',
    seconds: '{{left}} s',
    undone: 'Undone. The opt-out no longer counts.',
    failed: 'Not undone',
  },
};
