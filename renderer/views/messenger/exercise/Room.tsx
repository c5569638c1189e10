import { Button } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useMemo, useReducer, useState } from 'react';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { t } from '../../../../shared/text/say.ts';
import { EmptyState } from '../../../components/base/EmptyState.tsx';
import { Panes } from '../../../components/base/Panes.tsx';
import { Tag } from '../../../components/base/Tag.tsx';
import { ConversationList } from '../../../components/conversations/ConversationList.tsx';
import { TopBar } from '../../../components/shell/Shell.tsx';
import { useHotkey } from '../../../hooks/useHotkey.ts';
import { go } from '../../../state/route.ts';
import { CanBeTexted } from '../CanBeTexted.tsx';
import { ListTabs } from '../ListTabs.tsx';
import { TABS, type Tab } from '../tabs.ts';
import { usePlace } from '../usePlace.ts';
import { Coach } from './Coach.tsx';
import { CAST, KINDS, type Kind } from './cast.ts';
import page from './exercise.module.css';
import { begin, isOver, nextDue, play, type Talk } from './play.ts';
import { Summary } from './Summary.tsx';
import type { Script } from './script.ts';
import { TalkThread } from './TalkThread.tsx';
import { rowOf, type Trainee, threadOf } from './thread.ts';

type Props = {
  readonly script: Script;
  readonly trainee: Trainee;
  /** Chooses another campaign's script, which begins anew; null: there is no other. */
  readonly choice: ReactNode;
  readonly onAgain: () => void;
};

const leave = () => go([]);
const isKind = (id: string): id is Kind => KINDS.some((kind) => kind === id);

/** The messenger with made-up people: list, thread, contact, and a line that says what was good. */
export function Room({ script, trainee, choice, onAgain }: Props) {
  const [exercise, act] = useReducer(play, null, begin);
  const [tab, setTab] = useState<Tab>('to-send');
  const [openKind, setOpenKind] = useState<Kind | null>('yes');
  const [drafts, setDrafts] = useState<Readonly<Partial<Record<Kind, string>>>>({});
  const [ended, setEnded] = useState(false);
  useClock(nextDue(exercise), act);

  // What Heed opts out leaves the list, here as in real work.
  const talks = KINDS.map((kind) => exercise.talks[kind]).filter(({ optState }) => optState !== 'automatic');
  const rows = inOrder(talks, tab).map((each) => rowOf(each, script, trainee));
  const order = useMemo(() => rows.map(({ id }) => id), [rows]);
  const place = usePlace(order, openKind);
  const openTalk = useCallback((id: string | null) => setOpenKind(id !== null && isKind(id) ? id : null), []);
  const openNext = () => openTalk(place.after());

  const talk = openKind === null ? undefined : exercise.talks[openKind];
  const over = isOver(exercise);
  const gone = talk?.optState === 'automatic';
  const first = order[0] ?? null;
  useEffect(() => {
    if (gone || (openKind === null && first !== null)) openTalk(first);
  }, [gone, openKind, first, openTalk]);

  const choose = (chosen: Tab) => {
    setTab(chosen);
    openTalk(inOrder(talks, chosen)[0]?.kind ?? null);
  };
  const move = (step: 1 | -1) => () => {
    const target = place.step(step);
    if (target) openTalk(target);
  };
  const group = t('common:keys.group.conversations');
  useHotkey(['J', 'ArrowDown'], t('texter:keys.next'), move(1), { group });
  useHotkey(['K', 'ArrowUp'], t('texter:keys.before'), move(-1), { group });
  useHotkey('alt+ArrowDown', t('texter:keys.nextWriting'), move(1), { group });
  useHotkey('alt+ArrowUp', t('texter:keys.beforeWriting'), move(-1), { group });

  const shown = talk === undefined || gone ? null : talk;
  const thread = shown && threadOf(shown, script, trainee);
  return (
    <>
      <TopBar
        title={choice === null ? script.campaign : t('exercise:title')}
        right={ended ? null : <Button onClick={leave}>{t('exercise:leave')}</Button>}
      >
        {choice}
        <Tag>{t('texter:count.toSend', { count: countIn(talks, 'to-send') })}</Tag>
        <Tag>{t('texter:count.toAnswer', { count: countIn(talks, 'to-answer') })}</Tag>
        <Button
          size="compact-sm"
          variant={over ? 'filled' : 'default'}
          onClick={() => setEnded(true)}
          disabled={ended}
        >
          {t('exercise:finish')}
        </Button>
      </TopBar>
      <div className={page.band} role="note">
        {t('exercise:band')}
      </div>
      {ended ? (
        <Summary
          exercise={exercise}
          onAgain={onAgain}
          onGoOn={over ? null : () => setEnded(false)}
          onLeave={leave}
        />
      ) : (
        <>
          <Panes
            listLabel={t('texter:list.label')}
            list={
              <>
                <ListTabs tab={tab} counts={countsOf(talks)} onTab={choose} />
                <ConversationList
                  label={t(`texter:tab.${tab}`)}
                  listKey={tab}
                  rows={rows}
                  selectedId={openKind}
                  onSelect={openTalk}
                  tagsOf={({ onHold, optState, outcome }) =>
                    onHold ? (
                      <Tag tone="hold">{t('texter:list.asksToStop')}</Tag>
                    ) : optState === 'manual' ? (
                      <Tag tone="stop">{t('texter:list.optedOut')}</Tag>
                    ) : outcome === 'wrong-number' ? (
                      <Tag>{t('texter:list.wrongNumber')}</Tag>
                    ) : null
                  }
                  empty={
                    <EmptyState title={t(`exercise:empty.${tab}`)}>
                      {tab === 'closed' ? null : t('exercise:empty.text')}
                    </EmptyState>
                  }
                />
              </>
            }
            thread={
              shown === null || thread === null ? (
                <div className={page.fill}>
                  <EmptyState title={t(`exercise:empty.${tab}`)}>{t('exercise:empty.text')}</EmptyState>
                </div>
              ) : (
                <TalkThread
                  key={shown.kind}
                  talk={shown}
                  thread={thread}
                  act={act}
                  draft={drafts[shown.kind] ?? ''}
                  onDraft={(text) => setDrafts((was) => ({ ...was, [shown.kind]: text }))}
                  onNext={openNext}
                />
              )
            }
            openId={openKind}
            sideLabel={t('exercise:side')}
            threadTitle={shown === null ? '' : CAST[shown.kind].name}
            side={
              shown === null || thread === null ? null : (
                <div className={page.side}>
                  <strong>{CAST[shown.kind].name}</strong>
                  <span>{formatNumber(CAST[shown.kind].number)}</span>
                  <span className={page.soft}>{t('exercise:sideText')}</span>
                  <CanBeTexted thread={thread} />
                </div>
              )
            }
          />
          <Coach
            exercise={exercise}
            act={act}
            onUndone={(kind) => {
              setTab(tabAfterUndo(exercise.talks[kind]));
              openTalk(kind);
            }}
          />
        </>
      )}
    </>
  );
}

/** As the messenger has them: who is still to be texted in the order of the list, else the latest first. */
const inOrder = (talks: readonly Talk[], tab: Tab): Talk[] => {
  const own = talks.filter(({ state }) => state === tab);
  return tab === 'to-send'
    ? own
    : own.toSorted((a, b) => (b.texts.at(-1)?.at ?? 0) - (a.texts.at(-1)?.at ?? 0));
};

const countIn = (talks: readonly Talk[], tab: Tab) => talks.filter(({ state }) => state === tab).length;

const countsOf = (talks: readonly Talk[]) =>
  Object.fromEntries(TABS.map((tab) => [tab, countIn(talks, tab)])) as Record<Tab, number>;

/** Where a talk stands once the last deed is taken back. */
function tabAfterUndo({ texts }: Talk): Tab {
  const last = texts.at(-1);
  return last === undefined ? 'to-send' : last.by === 'person' ? 'to-answer' : 'waiting';
}

/** Lets people answer at their time. */
function useClock(due: number | null, act: (time: { do: 'time'; at: number }) => void): void {
  useEffect(() => {
    if (due === null) return;
    const timer = setTimeout(() => act({ do: 'time', at: Date.now() }), Math.max(0, due - Date.now()) + 5);
    return () => clearTimeout(timer);
  }, [due, act]);
}
