import { Button } from '@mantine/core';
import type { Dispatch } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { Kbd, keyWords } from '../../../components/base/Kbd.tsx';
import { Tag } from '../../../components/base/Tag.tsx';
import { useHotkey } from '../../../hooks/useHotkey.ts';
import { CAST, type Kind } from './cast.ts';
import page from './exercise.module.css';
import type { Act, Exercise } from './play.ts';

type Props = {
  readonly exercise: Exercise;
  readonly act: Dispatch<Act>;
  readonly onUndone: (kind: Kind) => void;
};

/** What the last deed was worth; and, once, what became of a STOP that real work would not show. */
export function Coach({ exercise, act, onUndone }: Props) {
  const { lesson, lessons, explainsStop, heard } = exercise;
  const name = lesson.kind === null ? '' : CAST[lesson.kind].name;
  const words = t(`exercise:lesson.${lesson.code}`, {
    name,
    optOut: keyWords('alt+O'),
    undo: keyWords('alt+U'),
    wrong: keyWords('alt+E'),
    ask: keyWords('alt+S'),
  });
  const talk = lesson.kind === null ? undefined : exercise.talks[lesson.kind];
  const undoable = talk?.state === 'closed' && talk.optState !== 'automatic' ? talk.kind : null;
  const undo = () => {
    if (undoable === null) return;
    act({ do: 'undo', kind: undoable });
    onUndone(undoable);
  };
  useHotkey('alt+U', t('exercise:undo'), undo, {
    group: t('common:keys.group.conversation'),
    enabled: undoable !== null,
    whileTyping: true,
  });
  return (
    <aside className={page.coach} aria-label={t('exercise:title')}>
      {explainsStop ? (
        <div className={page.lesson}>
          <div role="status">
            <Tag tone="stop">{t('exercise:stop.title', { name: CAST.stop.name })}</Tag>{' '}
            {t('exercise:stop.text')}
          </div>
          <Button size="compact-sm" onClick={() => act({ do: 'understood' })}>
            {t('exercise:stop.act')}
          </Button>
        </div>
      ) : null}
      {lesson.code === 'hidden' ? null : (
        <div className={page.lesson}>
          <div role="status">
            {/* A key of its own, so that the same lesson is read out again. */}
            <span key={lessons}>
              {lesson.code === 'begin' || lesson.code === 'sent' ? null : (
                <>
                  <Tag tone={lesson.good ? 'ok' : 'hold'}>
                    {t(lesson.good ? 'exercise:tone.good' : 'exercise:tone.not')}
                  </Tag>{' '}
                  <strong>{name}</strong>{' '}
                </>
              )}
              {words}
            </span>
          </div>
          {undoable === null ? null : (
            <Button size="compact-sm" onClick={undo} rightSection={<Kbd keys="alt+U" />}>
              {t('exercise:undo')}
            </Button>
          )}
        </div>
      )}
      <div className={page.unseen} role="status">
        {heard === null ? '' : t('exercise:heard', { name: CAST[heard].name })}
      </div>
    </aside>
  );
}
