import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { Tag, type Tone } from '../../../components/base/Tag.tsx';
import { CAST, KINDS } from './cast.ts';
import page from './exercise.module.css';
import { type Exercise, type Verdict, verdictOn } from './play.ts';

const TONES: Readonly<Record<Verdict, Tone>> = {
  right: 'ok',
  mended: 'ok',
  nothing: 'neutral',
  wrong: 'hold',
  open: 'neutral',
};

type Props = {
  readonly exercise: Exercise;
  readonly onAgain: () => void;
  /** Null: everything is done. */
  readonly onGoOn: (() => void) | null;
  readonly onLeave: () => void;
};

/** Each person, what they did, and how the trainee took it. */
export function Summary({ exercise, onAgain, onGoOn, onLeave }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const lines = KINDS.map((kind) => ({ kind, verdict: verdictOn(exercise.talks[kind]) }));
  const good = lines.filter(({ verdict }) => verdict !== 'wrong' && verdict !== 'open').length;
  return (
    <main className={page.summary}>
      <h1 ref={title} tabIndex={-1} className={page.title}>
        {t('exercise:summary.title')}
      </h1>
      <p>
        {good === lines.length
          ? t('exercise:summary.all')
          : `${t('exercise:summary.lead', { count: good, of: lines.length })} ${t('exercise:summary.more')}`}
      </p>
      <table className={page.lines}>
        <thead>
          <tr>
            <th scope="col">{t('exercise:summary.who')}</th>
            <th scope="col">{t('exercise:summary.was')}</th>
            <th scope="col">{t('exercise:summary.verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ kind, verdict }) => (
            <tr key={kind}>
              <th scope="row">{CAST[kind].name}</th>
              <td>{t(`exercise:kind.${kind}`)}</td>
              <td>
                <Tag tone={TONES[verdict]}>{t(`exercise:verdict.${verdict}`)}</Tag>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={page.acts}>
        {onGoOn === null ? null : <Button onClick={onGoOn}>{t('exercise:goOn')}</Button>}
        <Button onClick={onAgain}>{t('exercise:again')}</Button>
        <Button variant="filled" onClick={onLeave}>
          {t('exercise:leave')}
        </Button>
      </div>
    </main>
  );
}
