import { Button } from '@mantine/core';
import { type Dispatch, type ReactNode, useState } from 'react';
import type { Thread } from '../../../../shared/contract/conversations.ts';
import { replyAfter } from '../../../../shared/questions/walk.ts';
import { ClosedAs } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { Kbd } from '../../../components/base/Kbd.tsx';
import { ThreadView } from '../../../components/conversations/ThreadView.tsx';
import { AskQuestion } from '../../../components/questions/AskQuestion.tsx';
import questions from '../../../components/questions/questions.module.css';
import { useHotkey } from '../../../hooks/useHotkey.ts';
import { Rich } from '../../../language/Rich.tsx';
import { OptOutButton, SendButton, SkipButton } from '../Acts.tsx';
import { OptOutPanel } from '../OptOutPanel.tsx';
import { SegmentCount } from '../SegmentCount.tsx';
import { sendWords } from '../sendWords.ts';
import styles from '../thread.module.css';
import { type Act, mayWrite, type Talk } from './play.ts';
import { TalkComposer } from './TalkComposer.tsx';

type Props = {
  readonly talk: Talk;
  readonly thread: Thread;
  readonly act: Dispatch<Act>;
  readonly draft: string;
  readonly onDraft: (text: string) => void;
  readonly onNext: () => void;
};

/** The open talk: its texts, what Heed makes of the last one, the question to ask, and the next act. */
export function TalkThread({ talk, thread, act, draft, onDraft, onNext }: Props): ReactNode {
  const { kind, state } = talk;
  const [optingOut, setOptingOut] = useState(false);
  const canOptOut = talk.optState === 'none';
  useHotkey('alt+O', t('texter:keys.optOut'), () => setOptingOut(!optingOut), {
    group: t('common:keys.group.conversation'),
    enabled: canOptOut,
    whileTyping: true,
  });
  const optOut = () => {
    setOptingOut(false);
    act({ do: 'opt-out', kind });
    onNext();
  };
  const closeAs = (as: ClosedAs) => {
    act({ do: 'close', kind, as });
    onNext();
  };
  return (
    <>
      <ThreadView thread={thread} detail="texter" tail={tail()} />
      {state === 'to-send' || !mayWrite(talk) || optingOut ? null : (
        <Question talk={talk} thread={thread} act={act} onReply={(reply) => draft === '' && onDraft(reply)} />
      )}
      <div className={styles.foot}>{foot()}</div>
    </>
  );

  function tail(): ReactNode {
    if (thread.initialDraft !== null) {
      return (
        <div className={styles.first}>
          <div className={styles.firstText}>{thread.initialDraft}</div>
          <div className={styles.firstMeta}>
            {t('texter:first.meta')} · <SegmentCount text={thread.initialDraft} />
          </div>
        </div>
      );
    }
    if (state !== 'to-answer') return null;
    if (talk.held) {
      return (
        <Found title={t('texter:decide.likely-opt-out.title')} tone="hold">
          {t('texter:decide.likely-opt-out.text')}
          <OptOut onClick={() => setOptingOut(true)} />
        </Found>
      );
    }
    if (kind === 'wrong') {
      return (
        <Found title={t('texter:decide.wrong-number.title')}>
          {t('texter:decide.wrong-number.text')}
          <Button onClick={() => closeAs('wrong-number')} rightSection={<Kbd keys="alt+E" />}>
            {t('texter:choice.closeWrong')}
          </Button>
        </Found>
      );
    }
    if (kind === 'anger') {
      return (
        <Found title={t('texter:softRefusal.means.annoyed')}>
          {t('texter:softRefusal.text')}
          <OptOut onClick={() => setOptingOut(true)} />
        </Found>
      );
    }
    return null;
  }

  function foot(): ReactNode {
    if (optingOut && canOptOut)
      return <OptOutPanel thread={thread} optOut={optOut} onCancel={() => setOptingOut(false)} />;
    if (state === 'closed') return <ClosedFoot talk={talk} thread={thread} act={act} onNext={onNext} />;
    if (state === 'to-send') {
      return (
        <FirstFoot
          thread={thread}
          onSend={() => {
            act({ do: 'first', kind, words: thread.initialDraft ?? '', at: Date.now() });
            onNext();
          }}
          onOptOut={() => setOptingOut(true)}
          onNext={onNext}
        />
      );
    }
    return (
      <TalkComposer
        thread={thread}
        text={draft}
        onText={onDraft}
        onSend={(words) => act({ do: 'reply', kind, words, at: Date.now() })}
        onClose={closeAs}
        onOptOut={() => setOptingOut(true)}
        onNext={onNext}
      />
    );
  }
}

type FoundProps = {
  readonly title: string;
  readonly tone?: 'hold';
  /** The words, then the act. */
  readonly children: readonly [string, ReactNode];
};

/** What Heed found in the last text, as the messenger shows it. */
function Found({ title, tone, children: [text, deed] }: FoundProps) {
  return (
    <section className={styles.decide} data-tone={tone} aria-label={title}>
      <div className={styles.decideTitle}>{title}</div>
      <div className={styles.decideText}>{text}</div>
      <div className={styles.decideActs}>{deed}</div>
    </section>
  );
}

function OptOut({ onClick }: { readonly onClick: () => void }) {
  return (
    <Button variant="outline" color="var(--stop)" onClick={onClick} rightSection={<Kbd keys="alt+O" />}>
      {t('texter:act.optOut')}
    </Button>
  );
}

type FirstProps = {
  readonly thread: Thread;
  readonly onSend: () => void;
  readonly onOptOut: () => void;
  readonly onNext: () => void;
};

function FirstFoot({ thread, onSend, onOptOut, onNext }: FirstProps) {
  const { name } = thread.conversation;
  useHotkey('Enter', t('texter:keys.sendFirst'), (event) => !event.repeat && onSend(), {
    group: t('common:keys.group.conversation'),
  });
  return (
    <>
      <div className={styles.explain}>
        <Rich text="texter:first.hint" values={{ name }} tags={{ key: <Kbd keys="Enter" /> }} />
      </div>
      <div className={styles.acts}>
        <span className={styles.space} />
        <OptOutButton onClick={onOptOut} />
        <SkipButton onSkip={onNext} />
        <SendButton words={sendWords(thread)} ready onClick={onSend} />
      </div>
    </>
  );
}

type ClosedProps = Pick<Props, 'talk' | 'thread' | 'act' | 'onNext'>;

function ClosedFoot({ talk, thread, act, onNext }: ClosedProps) {
  const { name, outcome } = thread.conversation;
  return (
    <>
      <div className={styles.explain}>
        {talk.optState !== 'none'
          ? t('texter:closed.optedOut', { name })
          : t(`texter:closed.${ClosedAs.options.find((each) => each === outcome) ?? 'other'}`)}
      </div>
      <div className={styles.acts}>
        <span className={styles.space} />
        <Button onClick={() => act({ do: 'undo', kind: talk.kind })}>{t('exercise:undo')}</Button>
        <Button onClick={onNext}>{t('texter:act.next')}</Button>
      </div>
    </>
  );
}

type QuestionProps = Pick<Props, 'talk' | 'thread' | 'act'> & {
  readonly onReply: (reply: string) => void;
};

/** The question to ask now; an answer moves on and offers its reply. */
function Question({ talk, thread, act, onReply }: QuestionProps) {
  const { current, script } = thread.questions;
  const question = script.find(({ code }) => code === current);
  if (script.length === 0) return null;
  return (
    <section className={questions.card} aria-label={t('questions:card.label')}>
      {question === undefined ? (
        <div className={questions.soft} role="status">
          {t('exercise:questionDone')}
        </div>
      ) : (
        <div className={questions.ask}>
          <div className={questions.askHead} role="status">
            <strong>{question.text}</strong>
          </div>
          <AskQuestion
            key={question.code}
            question={question}
            present={undefined}
            busy={false}
            onAnswer={(answer) => {
              const given =
                'choices' in answer
                  ? { choices: answer.choices, value: null }
                  : { choices: [], value: String(answer.value) };
              act({ do: 'record', kind: talk.kind, question: question.code, given });
              const reply = replyAfter(question, given);
              if (reply !== '') onReply(reply);
            }}
          />
        </div>
      )}
    </section>
  );
}
