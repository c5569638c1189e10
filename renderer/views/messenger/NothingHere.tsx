import { Button } from '@mantine/core';
import { IconChecks, IconMoodSmile } from '@tabler/icons-react';
import type { HandingState } from '../../../shared/contract/campaigns/handing.ts';
import { t } from '../../../shared/text/say.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { Kbd } from '../../components/base/Kbd.tsx';
import type { Tab } from './tabs.ts';
import type { HandingWork } from './useHanding.ts';

/** How many wait for an answer, and the way to them. */
type Replies = { readonly count: number; readonly open: () => void };

type Props = {
  tab: Tab;
  handing: HandingWork;
  replies: Replies;
  /** With what can be done; list and thread say the same, and only one of them offers it. */
  acts?: boolean;
};

/** What an empty list says, and what can be done. */
export function NothingHere({ tab, handing, replies, acts = false }: Props) {
  switch (tab) {
    case 'to-send':
      if (handing.state?.onRequest)
        return <NobodyInHand work={handing} state={handing.state} replies={replies} acts={acts} />;
      return (
        <EmptyState
          title={t('texter:nothing.toSend')}
          icon={<IconChecks size={22} />}
          action={acts && replies.count > 0 ? <ToReplies replies={replies} /> : null}
        >
          {replies.count > 0 ? repliesWait(replies) : t('texter:nothing.toSendText')}
        </EmptyState>
      );
    case 'to-answer':
      return (
        <EmptyState title={t('texter:nothing.toAnswer')} icon={<IconMoodSmile size={22} />}>
          {t('texter:nothing.toAnswerText')}
        </EmptyState>
      );
    case 'waiting':
      return <EmptyState title={t('texter:nothing.waiting')} />;
    case 'closed':
      return <EmptyState title={t('texter:nothing.closed')} />;
  }
}

const repliesWait = ({ count }: Replies) => t('texter:nothing.repliesWait', { count });

function ToReplies({ replies }: { replies: Replies }) {
  return (
    <Button variant="filled" onClick={replies.open} rightSection={<Kbd keys="2" />}>
      {t('texter:nothing.answerThem')}
    </Button>
  );
}

type InHandProps = { work: HandingWork; state: HandingState; replies: Replies; acts: boolean };

/** Whoever asks for contacts finds the button where the contacts would stand; people who wait come first. */
function NobodyInHand({ work, state, replies, acts }: InHandProps) {
  const { next, nothing, campaignId } = state;
  if (replies.count > 0) {
    return (
      <EmptyState
        title={t('handing:empty.title')}
        icon={<IconChecks size={22} />}
        action={acts ? <ToReplies replies={replies} /> : null}
      >
        {repliesWait(replies)}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('handing:empty.title')}
      icon={<IconChecks size={22} />}
      action={
        acts && next > 0 ? (
          <Button variant="filled" disabled={!work.mayAct} onClick={() => work.ask.mutate({ campaignId })}>
            {t('handing:bar.give', { count: next })}
          </Button>
        ) : null
      }
    >
      {nothing === null ? t('handing:empty.text') : t(`handing:nothing.${nothing}`)}
    </EmptyState>
  );
}
