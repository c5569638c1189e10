import { Fragment, type ReactNode } from 'react';
import type { Why } from '../../../../shared/contract/people.ts';
import { longDay } from '../../base/days.ts';
import { clockTimeWithSeconds } from '../../base/time.ts';
import styles from './why.module.css';

/** What happened, oldest first. The dot's colour only repeats what the words say. */
export function Timeline(props: { steps: Why['timeline'] }): ReactNode {
  const steps = [...props.steps].sort((one, other) => one.at - other.at);
  return (
    <ol className={styles.list}>
      {steps.map((step, index) => {
        const before = steps[index - 1];
        const newDay = before === undefined || longDay(before.at) !== longDay(step.at);
        return (
          <Fragment key={`${step.at}:${step.text}`}>
            {newDay ? <li className={styles.day}>{longDay(step.at)}</li> : null}
            <li className={styles.step}>
              <time dateTime={new Date(step.at).toISOString()}>{clockTimeWithSeconds(step.at)}</time>
              <i className={styles.dot} data-tone={step.tone} aria-hidden />
              <span className={styles.what} title={step.text}>
                {step.text}
              </span>
            </li>
          </Fragment>
        );
      })}
    </ol>
  );
}
