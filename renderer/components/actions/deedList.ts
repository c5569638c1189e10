import type { OpenAction } from '../../../shared/contract/conversations.ts';
import { mayDecide } from '../../../shared/contract/decisions/mayDecide.ts';
import type { ActionResolution } from '../../../shared/contract/people.ts';
import type { oversight } from '../../../shared/locales/en/conversations/oversight.ts';
import type { ActionKind, Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';

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

type Name = keyof typeof oversight.deed;

function named(
  name: Name,
  resolution: ActionResolution,
  weight: Deed['weight'],
  reason: Deed['reason'],
  means: string,
): Deed {
  const [label, done] = [t(`oversight:deed.${name}.label`), t(`oversight:deed.${name}.done`)];
  return { resolution, label, weight, reason, means, done };
}

const deed = (
  name: Exclude<Name, 'dismiss'>,
  resolution: ActionResolution,
  weight: Deed['weight'],
  reason: Deed['reason'],
) => named(name, resolution, weight, reason, t(`oversight:deed.${name}.means`));

const optOut = () => deed('optOut', 'opt-out', 'stop', 'none');
const optIn = () => deed('optIn', 'opt-in', 'main', 'required');

/** Closes the action without an opt-out; what that means depends on the action. */
const dismiss = (means: keyof typeof oversight.dismissal, reason: Deed['reason'] = 'optional') =>
  named('dismiss', 'dismiss', 'other', reason, t(`oversight:dismissal.${means}`));

/** The usual act comes first, its alternatives after it. */
function deedsFor(kind: ActionKind): readonly Deed[] {
  switch (kind) {
    case 'opt-out-by-hand':
      return [optOut(), dismiss('notAsked')];
    case 'likely-opt-out':
      return [optOut(), deed('carryOn', 'carry-on', 'other', 'optional')];
    case 'asked-to-resume':
    case 'review-mistaken':
      return [optIn(), dismiss('stayOut')];
    case 'wrong-number':
      return [
        deed('closeWrongNumber', 'close-wrong-number', 'main', 'none'),
        optOut(),
        dismiss('numberRight'),
      ];
    case 'send-outcome-unknown':
      return [
        deed('sendAgain', 'send-again', 'main', 'optional'),
        deed('wasSent', 'was-sent', 'other', 'none'),
        deed('notSent', 'not-sent', 'other', 'none'),
      ];
    case 'provider-refused':
      return [optOut(), dismiss('seen', 'none')];
    case 'escalated':
      return [deed('answer', 'dismiss', 'main', 'required')];
  }
}

/** A number that the provider calls invalid: gone, or worth another try. */
const forRefusedNumber = (): readonly Deed[] => [
  deed('close', 'close-wrong-number', 'main', 'none'),
  deed('tryAgain', 'carry-on', 'other', 'optional'),
  optOut(),
  dismiss('stillRefused', 'none'),
];

/** The ways in which somebody of this role may settle the action. */
export function deedsOf(action: Pick<OpenAction, 'kind' | 'rule'>, role: Role): readonly Deed[] {
  const all = action.rule === 'invalid-number' ? forRefusedNumber() : deedsFor(action.kind);
  return all.filter(({ resolution }) => mayDecide(role, action.kind, resolution));
}
