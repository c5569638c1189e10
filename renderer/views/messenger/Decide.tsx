import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OpenAction } from '../../../shared/contract/conversations.ts';
import type { ActionResolution } from '../../../shared/contract/people.ts';
import type { ActionKind } from '../../../shared/schema/words.ts';
import { outcomeKindOf } from '../../../shared/text/outcome.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import styles from './thread.module.css';

/**
 * What a texter may decide, by the key of its words. Opting out goes through the panel, where it can be
 * undone.
 */
const CHOICES = {
  'likely-opt-out': [],
  'opt-out-by-hand': [],
  'wrong-number': [
    { label: 'closeWrong', ends: 'close-wrong-number' },
    { label: 'rightNumber', ends: 'dismiss' },
  ],
  'asked-to-resume': [],
  'send-outcome-unknown': [
    { label: 'left', ends: 'was-sent' },
    { label: 'notLeft', ends: 'not-sent' },
    { label: 'again', ends: 'send-again' },
  ],
  'provider-refused': [{ label: 'leave', ends: 'dismiss' }],
  'review-mistaken': [],
  escalated: [{ label: 'takeBack', ends: 'dismiss' }],
} as const satisfies Record<ActionKind, readonly { label: string; ends: ActionResolution }[]>;
/** For somebody who has died and for a business: the number is not wrong, but closing is the same. */
const CLOSE = [
  { label: 'close', ends: 'close-wrong-number' },
  { label: 'notSo', ends: 'dismiss' },
] as const satisfies readonly { label: string; ends: ActionResolution }[];
const MAY_OPT_OUT: ReadonlySet<ActionKind> = new Set([
  'likely-opt-out',
  'opt-out-by-hand',
  'provider-refused',
  'wrong-number',
]);

type Props = {
  action: OpenAction;
  /** The text right above, which need not be quoted. */
  above: string | undefined;
  onOptOut: () => void;
};

/** An action that only a person can decide, below the text that led to it. */
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
  const about =
    action.kind === 'wrong-number'
      ? outcomeKindOf(action.rule)
      : action.rule === 'picture'
        ? 'picture'
        : action.kind;
  const choices = about === 'deceased' || about === 'business' ? CLOSE : CHOICES[action.kind];
  const title = t(`texter:decide.${about}.title`);
  return (
    <section className={styles.decide} data-tone={action.holds ? 'hold' : undefined} aria-label={title}>
      <div className={styles.decideTitle}>{title}</div>
      <div className={styles.decideText}>
        {action.text === '' || action.text === above ? null : (
          <span className={styles.quote}>{t('texter:decide.quote', { text: action.text })} </span>
        )}
        {t(`texter:decide.${about}.text`)}
        {about === 'likely-opt-out' && action.holds ? ` ${t('texter:decide.held')}` : null}
      </div>
      {resolve.error ? <ErrorNotice error={resolve.error} /> : null}
      <div className={styles.decideActs}>
        {MAY_OPT_OUT.has(action.kind) ? (
          <Button variant="outline" color="var(--stop)" onClick={onOptOut}>
            {t('texter:act.optOut')}
          </Button>
        ) : null}
        {choices.map(({ label, ends }) => (
          <Button
            key={ends}
            loading={resolve.isPending && resolve.variables.resolution === ends}
            disabled={resolve.isPending}
            onClick={() => resolve.mutate({ id: action.id, resolution: ends })}
          >
            {t(`texter:choice.${label}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}
