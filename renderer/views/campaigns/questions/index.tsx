import { useQuery } from '@tanstack/react-query';
import type { Campaign } from '../../../../shared/contract/campaigns.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { TopBar } from '../../../components/shell/Shell.tsx';
import styles from '../campaigns.module.css';
import { CampaignLink } from './CampaignLink.tsx';
import { QuestionsPage } from './QuestionsPage.tsx';

/** The questions of a campaign (#/campaigns/ID/questions). */
export function CampaignQuestions({ campaign }: { readonly campaign: Campaign }) {
  const script = useQuery(api.questions.script.queryOptions({ input: { campaignId: campaign.id } }));
  if (script.data) return <QuestionsPage campaign={campaign} read={script.data} />;
  return (
    <>
      <TopBar title={t('questions:editor.title')}>
        <CampaignLink campaign={campaign} />
      </TopBar>
      <main className={styles.page}>
        {script.error ? (
          <ErrorNotice
            title={t('questions:editor.failed')}
            error={script.error}
            onRetry={() => void script.refetch()}
          />
        ) : (
          <LoadingLines />
        )}
      </main>
    </>
  );
}
