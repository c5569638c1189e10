import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { OpenAction, Thread } from '../../../shared/contract/conversations.ts';
import { readSpan } from '../../../shared/schema/range.ts';
import { t } from '../../../shared/text/say.ts';
import type { Deed } from '../../components/actions/deedList.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { Panes } from '../../components/base/Panes.tsx';
import { Tag } from '../../components/base/Tag.tsx';
import { FilterChips } from '../../components/conversations/FilterChips.tsx';
import { chipsOf, type Named, without } from '../../components/conversations/filter.ts';
import { markOf } from '../../components/conversations/marks.ts';
import styles from '../../components/conversations/oversight.module.css';
import {
  useActions,
  useCampaigns,
  useThread,
  useWhy,
  type Which,
} from '../../components/conversations/queries.ts';
import { TestBand } from '../../components/conversations/TestBand.tsx';
import { ThreadView } from '../../components/conversations/ThreadView.tsx';
import { useMove } from '../../components/conversations/useMove.ts';
import type { Oversight } from '../../components/conversations/useOversight.ts';
import { WhyPanel } from '../../components/lookup/why/WhyPanel.tsx';
import { MessengerPanel } from '../../components/messenger/MessengerPanel.tsx';
import { useTags } from '../../components/messenger/queries.ts';
import { BlockNotice } from '../../components/optOuts/BlockNotice.tsx';
import { toneOf } from '../../components/optOuts/canBeTexted.ts';
import { withFacts } from '../../components/optOuts/enforced.ts';
import { FailedCard } from '../../components/outbox/FailedCard.tsx';
import { QuestionCard } from '../../components/questions/QuestionCard.tsx';
import { useQuestions } from '../../components/results/useQuestions.ts';
import { TopBar } from '../../components/shell/Shell.tsx';
import { useMe, useSession } from '../../hooks/useSession.ts';
import { hrefOf } from '../../state/route.ts';
import { ActionsPane, keyOf } from './ActionsPane.tsx';
import { ConversationViews } from './ConversationViews.tsx';
import { Decide } from './Decide.tsx';
import { FilterMenu } from './FilterMenu.tsx';
import { actionsMatching, OversightList } from './OversightList.tsx';

type Props = {
  oversight: Oversight;
  /** Texters to filter by. */
  texters: readonly Named[];
  /** Settles an action; left out for people who may only read. */
  onResolve?: ((action: OpenAction, deed: Deed, reason: string) => void) | undefined;
  busyActionId?: string | null;
  onCancel?: ((messageId: string, body: string) => void) | undefined;
  /** At the end of the top bar: acts on several conversations. */
  bar?: ReactNode;
  /** For a number without a conversation: what can be done about it. */
  forNumber?: (number: string) => ReactNode;
  /** Below the thread: the composer, for people who may text. */
  foot?: (thread: Thread) => ReactNode;
};

/** Every conversation, its thread, and why the person can or cannot be texted: for admins and supervisors. */
export function OversightView(props: Props): ReactNode {
  const { oversight, texters } = props;
  const { tab, filter, selectedId } = oversight;
  const campaigns = useCampaigns();
  const actions = useActions();
  const tags = useTags();
  const questions = useQuestions(filter.answer === undefined ? undefined : filter.campaignId);
  const [rowIds, setRowIds] = useState<readonly string[]>([]);

  const campaignName = campaigns.find((each) => each.id === filter.campaignId)?.name;
  const opened = filter.opened === undefined ? null : readSpan(filter.opened);
  const ofCampaign = (actions.data ?? []).filter(
    (each) =>
      (campaignName === undefined || each.campaignName === campaignName) &&
      (opened === null || (each.openedAt >= opened.from && each.openedAt < opened.to)),
  );
  const shown = actionsMatching(ofCampaign, oversight.settledSearch);
  const order = tab === 'actions' ? [...new Set(shown.map(keyOf))] : rowIds;
  useMove(order, selectedId, oversight.select);

  const which =
    oversight.number === null ? whichOf(selectedId, actions.data ?? []) : { number: oversight.number };
  const shownThread = useThread(conversationOf(which)).data;
  const openConversation = useCallback((id: string) => oversight.select(id), [oversight.select]);
  return (
    <>
      <TopBar title={t('oversight:view.title')} right={<AutoSwitch />}>
        <FilterMenu filter={filter} onChange={oversight.setFilter} campaigns={campaigns} texters={texters} />
        <FilterChips
          chips={chipsOf(filter, campaigns, texters, tags, questions)}
          onRemove={(key) => oversight.setFilter(without(filter, key))}
        />
        <ConversationViews oversight={oversight} />
        {props.bar}
      </TopBar>
      <Panes
        listLabel={t('oversight:view.list')}
        list={
          <OversightList
            oversight={oversight}
            actionCount={ofCampaign.length}
            onOrder={setRowIds}
            actions={
              <ActionsPane
                actions={shown}
                query={actions}
                narrowed={oversight.settledSearch !== '' || campaignName !== undefined || opened !== null}
                selectedId={selectedId}
                onSelect={oversight.select}
                onResolve={props.onResolve}
                busyId={props.busyActionId ?? null}
              />
            }
          />
        }
        thread={<ThreadPane {...props} which={which} isListEmpty={order.length === 0} />}
        threadTitle={oversight.number ?? titleOf(shownThread)}
        status={<CanStatus which={which} />}
        openId={oversight.number ?? selectedId}
        sideLabel={t('oversight:view.side')}
        side={
          which === null ? null : (
            <>
              <WhyPanel which={which} onOpen={openConversation} />
              <MessengerPanel conversationId={conversationOf(which)} />
            </>
          )
        }
      />
    </>
  );
}

/** Whether the person can be texted, in two words. */
function CanStatus({ which }: { which: Which | null }): ReactNode {
  const why = useWhy(which).data;
  if (why === undefined) return null;
  return (
    <Tag tone={toneOf(why)}>{why.canBeTexted ? t('oversight:view.canYes') : t('oversight:view.canNo')}</Tag>
  );
}

/** Whether opt-outs are automatic; for admins a link to the switch. */
function AutoSwitch(): ReactNode {
  const session = useSession().data;
  const { role } = useMe();
  if (session === undefined) return null;
  const words = session.autoOptOut ? t('oversight:view.autoOn') : t('oversight:view.autoOff');
  if (role !== 'admin') return words;
  return (
    <a className={styles.auto} href={hrefOf(['settings', 'opt-outs'])}>
      {words}
    </a>
  );
}

/** An action without a conversation has no thread, but why can still be answered. */
function whichOf(selectedId: string | null, actions: readonly OpenAction[]): Which | null {
  if (selectedId === null) return null;
  const lone = actions.find((each) => each.conversationId === null && keyOf(each) === selectedId);
  if (lone === undefined) return { conversationId: selectedId };
  return lone.number === null ? null : { number: lone.number };
}

function conversationOf(which: Which | null): string | null {
  return which !== null && 'conversationId' in which ? which.conversationId : null;
}

function ThreadPane(props: Props & { which: Which | null; isListEmpty: boolean }): ReactNode {
  const { which, foot, onCancel } = props;
  const id = conversationOf(which);
  const { data, error, refetch } = useThread(id);
  const facts = useWhy(which).data?.optOuts;
  const thread = useMemo(() => data && { ...data, events: withFacts(data.events, facts) }, [data, facts]);
  if (which === null) {
    // The list says why it is empty.
    if (props.isListEmpty) return null;
    return (
      <EmptyState title={t('oversight:view.choose.title')}>{t('oversight:view.choose.text')}</EmptyState>
    );
  }
  if (id === null) {
    return (
      <EmptyState
        title={t('oversight:view.numberOnly.title')}
        action={'number' in which ? props.forNumber?.(which.number) : null}
      >
        {t('oversight:view.numberOnly.text')}
      </EmptyState>
    );
  }
  if (thread === undefined && error !== null) {
    return (
      <div style={{ padding: 16 }}>
        <ErrorNotice title={t('oversight:view.unread')} error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (thread === undefined) return <LoadingLines lines={6} label={t('oversight:view.loading')} />;
  return (
    <>
      <TestBand row={thread.conversation} />
      {thread.stillBlocked === null ? null : <BlockNotice>{thread.stillBlocked}</BlockNotice>}
      <ThreadView thread={thread} detail="full" onCancel={onCancel} tail={tailOf(props, thread)} />
      <QuestionCard
        key={thread.conversation.id}
        thread={thread}
        quiet
        fills={foot !== undefined && thread.canSend.ok}
      />
      {foot?.(thread)}
    </>
  );
}

/**
 * What a person must decide about this conversation, below its last text; the tab "Actions" shows it in the
 * list already.
 */
function tailOf(props: Props, thread: Thread): ReactNode {
  const decided = props.oversight.tab === 'actions' || thread.actions.length === 0;
  if (decided) return thread.failed !== null && props.foot ? <FailedCard thread={thread} /> : null;
  return thread.actions.map((action) => (
    <Decide
      key={action.id}
      action={action}
      onResolve={props.onResolve && ((deed, reason) => props.onResolve?.(action, deed, reason))}
      busy={props.busyActionId === action.id}
    />
  ));
}

/** Whose thread it is, where the side panel, which says so too, is a drawer. */
function titleOf(thread: Thread | undefined): ReactNode {
  if (thread === undefined) return '';
  const mark = markOf(thread.conversation);
  return (
    <>
      {thread.conversation.name}{' '}
      {mark === null ? null : (
        <Tag tone={mark.tone} title={mark.title}>
          {mark.text}
        </Tag>
      )}
    </>
  );
}
