import { Button, NativeSelect } from '@mantine/core';
import { IconArrowLeft, IconChartBar, IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Results } from '../../../shared/contract/results.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { figureValues } from '../../components/base/share.ts';
import { useCampaigns } from '../../components/conversations/queries.ts';
import { useCalmRefetch } from '../../components/conversations/useCalmRefetch.ts';
import { FigureTile, FigureTiles } from '../../components/dashboard/FigureTile.tsx';
import page from '../../components/dashboard/figures.module.css';
import { TopBar } from '../../components/shell/Shell.tsx';
import { useAtDesk, useMe } from '../../hooks/useSession.ts';
import { go, hrefOf, useRoute } from '../../state/route.ts';
import { OutcomeCard, QuestionCard } from './cards.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import styles from './results.module.css';
import { ScriptDialog } from './ScriptDialog.tsx';

/** What a campaign brought (#/results/CAMPAIGN), for admins and supervisors; admins export it. */
export function ResultsView() {
  const [, id] = useRoute();
  const campaigns = useCampaigns();
  const admin = useMe().role === 'admin';
  const desk = useAtDesk();
  const { data: found, error, refetch } = useResults(id);
  const [taking, setTaking] = useState(false);
  const [reading, setReading] = useState(false);
  return (
    <>
      <TopBar
        title={t('results:title')}
        right={
          admin && !desk && found !== undefined ? (
            <Button
              variant="filled"
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => setTaking(true)}
            >
              {t('results:export.open')}
            </Button>
          ) : null
        }
      >
        <NativeSelect
          size="xs"
          className={page.campaign}
          aria-label={t('results:campaign')}
          value={id ?? ''}
          onChange={(event) => go(['results', event.currentTarget.value])}
        >
          {id === undefined ? <option value="">{t('results:choose')}</option> : null}
          {campaigns.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </NativeSelect>
        {admin && id !== undefined ? (
          <a className={styles.back} href={hrefOf(['campaigns', id])}>
            <IconArrowLeft size={16} aria-hidden />
            {t('results:all')}
          </a>
        ) : null}
        {found !== undefined && found.questions.length > 0 ? (
          <button type="button" className={styles.link} onClick={() => setReading(true)}>
            {t('results:question.script')}
          </button>
        ) : null}
      </TopBar>
      <main className={page.page} aria-label={t('results:title')}>
        {id === undefined ? (
          <EmptyState title={t('results:choose')} icon={<IconChartBar size={28} />} />
        ) : found === undefined ? (
          error === null ? (
            <LoadingLines lines={8} label={t('results:loading')} />
          ) : (
            <ErrorNotice title={t('results:unread')} error={error} onRetry={() => void refetch()} />
          )
        ) : (
          <Body found={found} admin={admin} />
        )}
      </main>
      {taking && found !== undefined ? <ExportDialog found={found} onClose={() => setTaking(false)} /> : null}
      {reading && id !== undefined ? (
        <ScriptDialog campaignId={id} onClose={() => setReading(false)} />
      ) : null}
    </>
  );
}

function Body({ found, admin }: { readonly found: Results; readonly admin: boolean }) {
  const { questions, campaignId } = found;
  return (
    <div className={page.inner}>
      <Tiles found={found} />
      <OutcomeCard found={found} />
      {questions.map((question) => (
        <QuestionCard key={question.code} question={question} />
      ))}
      {questions.length === 0 ? (
        <EmptyState
          title={t('results:noQuestions.title')}
          {...(admin
            ? {
                action: (
                  <Button component="a" href={hrefOf(['campaigns', campaignId, 'questions'])}>
                    {t('questions:editor.write')}
                  </Button>
                ),
              }
            : {})}
        >
          {t('results:noQuestions.text')}
        </EmptyState>
      ) : null}
    </div>
  );
}

/** A large campaign is read for a second, so no more often than this. Milliseconds. */
const CALM = 5000;

/** The results, asked for again after changes. */
function useResults(campaignId: string | undefined) {
  const results = useQuery({
    ...api.results.read.queryOptions({
      input: { campaignId: campaignId ?? '' },
      placeholderData: keepPreviousData,
    }),
    enabled: campaignId !== undefined,
  });
  useCalmRefetch(() => campaignId !== undefined && results.refetch(), CALM);
  return results;
}

const TILES = ['texted', 'replied', 'answered', 'optedOut'] as const;

/** The campaign in four figures, each with what it is of; a click opens its list. */
function Tiles({ found }: { readonly found: Results }) {
  return (
    <FigureTiles count={TILES.length}>
      {TILES.map((name) => {
        const { count, of, list } = found[name];
        const values = figureValues(count, of);
        return (
          <FigureTile
            key={name}
            title={t(`results:tile.${name}`)}
            big={values.share}
            small={t(`results:tile.${name}Of`, values)}
            list={list}
          />
        );
      })}
    </FigureTiles>
  );
}
