import { useNow } from '../../hooks/useNow.ts';
import { fullTime, saidTime, shortTime } from './time.ts';

type Props = {
  at: number /** said: within a sentence; short: in a row of a list. */;
  form?: 'short' | 'said';
};

/** A time that is kept current; the full one is in the title. */
export function WhenAgo({ at, form = 'short' }: Props) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={fullTime(at)}>
      {form === 'short' ? shortTime(at, now) : saidTime(at, now)}
    </time>
  );
}
