import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { TOUR_STEPS } from '../../../shared/contract/tour.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { useMe } from '../../hooks/useSession.ts';
import { Kbd } from '../Kbd.tsx';
import { STEPS } from './steps.ts';
import styles from './tour.module.css';
import { useTour } from './useTour.ts';

/** The demo's tour: a card in the corner, out of the way of the work; it takes no focus and stops no key. */
export function Tour(): ReactNode {
  const tour = useTour();
  return tour.place === null || tour.place.done ? null : <Card tour={tour} step={tour.place.step} />;
}

function Card({ tour, step }: { tour: ReturnType<typeof useTour>; step: number }): ReactNode {
  const me = useMe();
  const shown = STEPS[me.role][step] ?? STEPS[me.role][0];
  const last = step + 1 === TOUR_STEPS;
  useHotkey('alt+N', 'Next step of the tour', tour.next, { group: 'Tour', whileTyping: true });
  useHotkey('alt+X', 'Put the tour away', tour.leave, { group: 'Tour', whileTyping: true });
  return (
    <aside className={styles.card} aria-label="Tour of the demo">
      <div role="status">
        <div className={styles.soft}>
          {step + 1} of {TOUR_STEPS}
        </div>
        <strong>{shown.title}</strong>
        <p>{shown.text}</p>
      </div>
      <div className={styles.acts}>
        <Button size="compact-sm" variant="subtle" onClick={tour.leave} rightSection={<Kbd keys="alt+X" />}>
          Not now
        </Button>
        <span className={styles.space} />
        {step === 0 ? null : (
          <Button size="compact-sm" onClick={tour.back}>
            Back
          </Button>
        )}
        <Button size="compact-sm" variant="filled" onClick={tour.next} rightSection={<Kbd keys="alt+N" />}>
          {last ? 'Done' : 'Next'}
        </Button>
      </div>
    </aside>
  );
}
