import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { TOUR_STEPS } from '../../../shared/contract/accounts/tour.ts';
import { t } from '../../../shared/text/say.ts';
import { useOrder } from '../../hooks/useDesktop.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { useMe, useSession } from '../../hooks/useSession.ts';
import { go } from '../../state/route.ts';
import { Kbd } from '../base/Kbd.tsx';
import styles from './tour.module.css';
import { useTour } from './useTour.ts';

/** Five short steps for each role; their number is part of the contract. */
const STEPS = ['first', 'second', 'third', 'fourth', 'fifth'] as const;

/**
 * The tour: a line below the view, which leaves room for it; it covers nothing, takes no focus and stops no
 * key.
 */
export function Tour(): ReactNode {
  const tour = useTour();
  useOrder('guide', tour.resume);
  return tour.place === null || tour.place.done ? null : <Card tour={tour} step={tour.place.step} />;
}

function Card({ tour, step }: { tour: ReturnType<typeof useTour>; step: number }): ReactNode {
  const me = useMe();
  const session = useSession().data;
  const shown = STEPS[step] ?? 'first';
  // In the demo people answer by themselves; elsewhere there is practice.
  const practise =
    session?.demo === false && session.place === 'console' && me.role === 'admin' && shown === 'fifth';
  const last = step + 1 === TOUR_STEPS;
  useHotkey('alt+N', t('tour:nextKey'), tour.next, { group: t('tour:group'), whileTyping: true });
  useHotkey('alt+X', t('tour:leaveKey'), tour.leave, { group: t('tour:group'), whileTyping: true });
  return (
    <aside className={styles.card} aria-label={t('tour:label')}>
      <div role="status" className={styles.text}>
        <div className={styles.soft}>{t('tour:at', { step: step + 1, steps: TOUR_STEPS })}</div>
        <strong>{practise ? t('tour:practise.title') : t(`tour:step.${me.role}.${shown}.title`)}</strong>
        <p>{practise ? t('tour:practise.text') : t(`tour:step.${me.role}.${shown}.text`)}</p>
      </div>
      <div className={styles.acts}>
        <Button size="compact-sm" variant="subtle" onClick={tour.leave} rightSection={<Kbd keys="alt+X" />}>
          {t('tour:leave')}
        </Button>
        {step === 0 ? null : (
          <Button size="compact-sm" onClick={tour.back}>
            {t('tour:back')}
          </Button>
        )}
        {last ? (
          <Button
            size="compact-sm"
            onClick={() => {
              tour.next();
              go(['exercise']);
            }}
          >
            {t('exercise:start')}
          </Button>
        ) : null}
        <Button size="compact-sm" variant="filled" onClick={tour.next} rightSection={<Kbd keys="alt+N" />}>
          {last ? t('tour:done') : t('tour:next')}
        </Button>
      </div>
    </aside>
  );
}
