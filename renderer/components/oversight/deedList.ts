import type { OpenAction } from '../../../shared/contract/conversation.ts';
import type { ActionResolution } from '../../../shared/contract/person.ts';
import type { ActionKind } from '../../../shared/schema/words.ts';

/** One way to settle an action. */
export type Deed = {
  readonly resolution: ActionResolution;
  readonly label: string;
  readonly weight: 'main' | 'stop' | 'other';
  /** Whether a reason is asked for before it is done. */
  readonly reason: 'none' | 'optional' | 'required';
  /** What it means, in the reason box or as a tooltip. */
  readonly means: string;
  readonly done: string;
};

const optOut: Deed = {
  resolution: 'opt-out',
  label: 'Opt out',
  weight: 'stop',
  reason: 'none',
  means: 'Nothing more is sent to this number, in any campaign.',
  done: 'Opted out.',
};

const dismiss: Deed = {
  resolution: 'dismiss',
  label: 'Dismiss',
  weight: 'other',
  reason: 'optional',
  means: 'Nothing is done. The task is gone, the record of it stays.',
  done: 'Dismissed.',
};

const optIn: Deed = {
  resolution: 'opt-in',
  label: 'Opt in…',
  weight: 'main',
  reason: 'required',
  means: 'Reverses the opt-out for every campaign. Your reason goes into the record.',
  done: 'Opted in.',
};

/** The deed that the action asks for comes first, its alternatives after it. */
export const deeds: Readonly<Record<ActionKind, readonly Deed[]>> = {
  'opt-out-by-hand': [optOut, { ...dismiss, means: 'They did not ask to stop. They can still be texted.' }],
  'likely-opt-out': [
    optOut,
    {
      resolution: 'carry-on',
      label: 'Carry on',
      weight: 'other',
      reason: 'optional',
      means: 'They did not ask to stop. Texting goes on.',
      done: 'The conversation goes on.',
    },
  ],
  'asked-to-resume': [optIn, { ...dismiss, means: 'They stay opted out.' }],
  'wrong-number': [
    {
      resolution: 'close-wrong-number',
      label: 'Close as wrong number',
      weight: 'main',
      reason: 'none',
      means: 'Closes this conversation. It is no opt-out.',
      done: 'Closed as wrong number.',
    },
    optOut,
    { ...dismiss, means: 'The number is right. Nothing changes.' },
  ],
  'send-outcome-unknown': [
    {
      resolution: 'send-again',
      label: 'Send again',
      weight: 'main',
      reason: 'optional',
      means: 'If the first one did arrive, they get it twice.',
      done: 'Queued again.',
    },
    {
      resolution: 'was-sent',
      label: 'It was sent',
      weight: 'other',
      reason: 'none',
      means: 'The message counts as sent.',
      done: 'Noted as sent.',
    },
    {
      resolution: 'not-sent',
      label: 'Not sent',
      weight: 'other',
      reason: 'none',
      means: 'The message counts as failed and is not sent again.',
      done: 'Noted as not sent.',
    },
  ],
  'provider-refused': [
    optOut,
    { ...dismiss, reason: 'none', means: 'You have seen it. Nothing changes, here or at the provider.' },
  ],
  'review-mistaken': [optIn, { ...dismiss, means: 'They stay opted out.' }],
  escalated: [
    {
      resolution: 'dismiss',
      label: 'Answer…',
      weight: 'main',
      reason: 'required',
      means: 'Your answer is shown in the conversation to whoever asked.',
      done: 'Answered.',
    },
  ],
};

/** A number that the provider calls invalid: gone, or worth another try. */
const refusedNumber: readonly Deed[] = [
  {
    resolution: 'close-wrong-number',
    label: 'Close',
    weight: 'main',
    reason: 'none',
    means: 'Closes this conversation as a wrong number. It is no opt-out.',
    done: 'Closed as wrong number.',
  },
  {
    resolution: 'carry-on',
    label: 'Try again',
    weight: 'other',
    reason: 'optional',
    means: 'The number is right after all. It can be texted again.',
    done: 'It can be texted again.',
  },
  optOut,
  {
    ...dismiss,
    reason: 'none',
    means: 'Nothing more is sent to this number as long as the provider refuses it.',
  },
];

/** The ways to settle this action. */
export function deedsOf(action: Pick<OpenAction, 'kind' | 'rule'>): readonly Deed[] {
  return action.rule === 'invalid-number' ? refusedNumber : deeds[action.kind];
}
