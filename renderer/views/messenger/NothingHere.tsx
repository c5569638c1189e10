import { Button } from '@mantine/core';
import { IconChecks, IconMoodSmile } from '@tabler/icons-react';
import type { HandingState } from '../../../shared/contract/campaigns/handing.ts';
import { t } from '../../../shared/text/say.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import type { Tab } from './tabs.ts';
import type { HandingWork } from './useHanding.ts';

type Props = {
  tab: Tab;
  handing: HandingWork;
  /** With what can be done; list and thread say the same, and only one of them offers it. */
  acts?: boolean;
};

/** What an empty list says, and what can be done. */
export function NothingHere({ tab, handing, acts = false }: Props) {
  switch (tab) {
    case 'to-send':
      if (handing.state?.onRequest) return <NobodyInHand work={handing} state={handing.state} acts={acts} />;
      return (
        <EmptyState title={t('texter:nothing.toSend')} icon={<IconChecks size={22} />}>
          {t('texter:nothing.toSendText')}
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

/** Whoever asks for contacts finds the button where the contacts would stand. */
function NobodyInHand({ work, state, acts }: { work: HandingWork; state: HandingState; acts: boolean }) {
  const { next, nothing, campaignId } = state;
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
