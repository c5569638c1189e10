import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { OpenAction } from '../../../shared/contract/conversation.ts';
import type { ActionResolution } from '../../../shared/contract/person.ts';
import type { ActionKind } from '../../../shared/schema/words.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import styles from './thread.module.css';

type Choice = { readonly label: string; readonly ends: ActionResolution };
type Question = { readonly title: string; readonly text: string; readonly choices: readonly Choice[] };

/** What a texter may decide. Opting out goes through the panel, where it can be undone. */
const QUESTIONS: Record<ActionKind, Question> = {
  'likely-opt-out': {
    title: 'Do they want you to stop?',
    text: 'This reads like a wish to stop. Nothing is sent here until you decide; undecided, it becomes an opt-out.',
    choices: [{ label: 'Carry on', ends: 'carry-on' }],
  },
  'opt-out-by-hand': {
    title: 'They asked to stop.',
    text: 'Automatic opt-outs are switched off, so it takes a person to honour this.',
    choices: [{ label: 'They did not mean it', ends: 'dismiss' }],
  },
  'wrong-number': {
    title: 'Wrong number?',
    text: 'It seems that you reached somebody else. Closing ends this conversation; it is no opt-out.',
    choices: [
      { label: 'Close as wrong number', ends: 'close-wrong-number' },
      { label: 'Right number', ends: 'dismiss' },
    ],
  },
  'asked-to-resume': {
    title: 'They would like to hear from you again.',
    text: 'Only an admin can opt somebody in. They have been told.',
    choices: [],
  },
  'send-outcome-unknown': {
    title: 'Did this text leave?',
    text: 'The provider did not answer, so Heed will not send it again by itself. Ask an admin if you cannot tell.',
    choices: [
      { label: 'It left', ends: 'was-sent' },
      { label: 'It did not leave', ends: 'not-sent' },
      { label: 'Send it again', ends: 'send-again' },
    ],
  },
  'provider-refused': {
    title: 'The provider does not deliver here.',
    text: 'It refused a text, or blocks this person by itself. Opt them out if they asked to stop.',
    choices: [{ label: 'Leave it', ends: 'dismiss' }],
  },
  'review-mistaken': {
    title: 'Opted out by mistake?',
    text: 'A supervisor has asked an admin to look at this opt-out.',
    choices: [],
  },
  escalated: {
    title: 'You asked a supervisor.',
    text: 'The conversation stays with you. You need not answer it meanwhile, and you can still opt them out.',
    choices: [{ label: 'Take the question back', ends: 'dismiss' }],
  },
};
const MAY_OPT_OUT: ReadonlySet<ActionKind> = new Set([
  'likely-opt-out',
  'opt-out-by-hand',
  'provider-refused',
  'wrong-number',
]);

type Props = {
  action: OpenAction;
  /** The text that stands right above, which needs no quoting. */
  above: string | undefined;
  onOptOut: () => void;
};

/** A question that only a person can answer, below the text that raised it. */
export function Decide({ action, above, onOptOut }: Props) {
  const queries = useQueryClient();
  const resolve = useMutation(
    api.action.resolve.mutationOptions({
      onSettled: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: api.conversation.key() }),
          queries.invalidateQueries({ queryKey: api.action.key() }),
        ]),
    }),
  );
  const { title, text, choices } = QUESTIONS[action.kind];
  return (
    <section className={styles.decide} data-tone={action.holds ? 'hold' : undefined} aria-label={title}>
      <div className={styles.decideTitle}>{title}</div>
      <div className={styles.decideText}>
        {action.text === '' || action.text === above ? null : <Quote>{action.text}</Quote>}
        {text}
      </div>
      {resolve.error ? <ErrorNotice error={resolve.error} /> : null}
      <div className={styles.decideActs}>
        {MAY_OPT_OUT.has(action.kind) ? (
          <Button variant="outline" color="var(--stop)" onClick={onOptOut}>
            Opt out
          </Button>
        ) : null}
        {choices.map(({ label, ends }) => (
          <Button
            key={ends}
            loading={resolve.isPending && resolve.variables.resolution === ends}
            disabled={resolve.isPending}
            onClick={() => resolve.mutate({ id: action.id, resolution: ends })}
          >
            {label}
          </Button>
        ))}
      </div>
    </section>
  );
}

function Quote({ children }: { children: ReactNode }) {
  return <span className={styles.quote}>“{children}” </span>;
}
