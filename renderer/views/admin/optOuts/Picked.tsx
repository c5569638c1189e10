import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, errorMessage } from '../../../client.ts';
import { say } from '../../../components/say.ts';
import styles from './optOuts.module.css';
import { ReasonDialog } from './ReasonDialog.tsx';
import { count } from './recordWords.ts';

/** The server takes this many lines at once. */
const MOST = 1000;

type Props = {
  readonly ids: readonly string[];
  readonly readAt: number | undefined;
  readonly onClear: () => void;
};

/** What can be done with the lines that are picked. */
export function Picked({ ids, readAt, onClear }: Props) {
  const [way, setWay] = useState<'out' | 'in' | null>(null);
  const queries = useQueryClient();
  const done = async (message: string, long = false) => {
    say(message, long);
    setWay(null);
    onClear();
    await queries.invalidateQueries({ queryKey: api.optOut.key() });
  };
  const optOut = useMutation(
    api.optOut.optOutMany.mutationOptions({
      onSuccess: ({ optedOut, already, cancelled }) =>
        done(
          [
            `Opted out: ${count(optedOut)}.`,
            already > 0 ? `Opted out before: ${count(already)}.` : '',
            cancelled > 0 ? `Queued messages cancelled: ${count(cancelled)}.` : '',
          ].join(' '),
        ),
    }),
  );
  const optIn = useMutation(
    api.optOut.optInMany.mutationOptions({
      onSuccess: ({ optedIn, notOptedOut, stay, blocked }) =>
        done(
          [
            `Opted in: ${count(optedIn)}.`,
            notOptedOut > 0 ? `Were not opted out: ${count(notOptedOut)}.` : '',
            stay > 0 ? `Asked to stop again meanwhile and stay opted out: ${count(stay)}.` : '',
            blocked > 0
              ? `Still blocked by a provider, until they text START: ${count(blocked)}. Look them up to see from which number.`
              : '',
          ].join(' '),
          stay + blocked > 0,
        ),
    }),
  );
  const error = way === 'out' ? optOut.error : optIn.error;
  return (
    <section className={styles.picked} aria-label="Selected lines">
      <strong aria-live="polite">{count(ids.length)} selected</strong>
      {ids.length > MOST ? (
        <span className={styles.soft}>At most {count(MOST)} at once. Select fewer.</span>
      ) : null}
      <span className={styles.grow} />
      <Button onClick={onClear}>Clear</Button>
      <Button disabled={ids.length > MOST} onClick={() => setWay('in')}>
        Opt in…
      </Button>
      <Button color="stop" variant="outline" disabled={ids.length > MOST} onClick={() => setWay('out')}>
        Opt out…
      </Button>
      {way === null ? null : (
        <ReasonDialog
          key={way}
          title={way === 'out' ? 'Opt the selected people out' : 'Opt the selected people in'}
          confirmLabel={way === 'out' ? 'Opt out' : 'Opt in'}
          danger={way === 'out'}
          busy={optOut.isPending || optIn.isPending}
          problem={error === null ? null : errorMessage(error)}
          onClose={() => setWay(null)}
          onConfirm={(reason) =>
            way === 'out'
              ? optOut.mutate({ ids: [...ids], reason })
              : optIn.mutate({ ids: [...ids], reason, ...(readAt === undefined ? {} : { readAt }) })
          }
        >
          {way === 'out'
            ? 'Nothing more is sent to these people, in any campaign, and what is queued is cancelled. Who is opted out already stays so.'
            : 'Reverses the opt-outs that you see, for every campaign. Do this only for people who asked for it. Who asks to stop meanwhile stays opted out.'}
        </ReasonDialog>
      )}
    </section>
  );
}
