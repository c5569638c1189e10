import { useQuery } from '@tanstack/react-query';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { TopBar } from '../../components/shell/Shell.tsx';
import { useRoute } from '../../state/route.ts';
import { BackLink } from './BackLink.tsx';
import { CampaignList } from './CampaignList.tsx';
import { CampaignPage } from './CampaignPage.tsx';
import styles from './campaigns.module.css';
import { ListsPage } from './lists/ListsPage.tsx';
import { LivePage } from './live/LivePage.tsx';
import { CampaignQuestions } from './questions/index.tsx';

/**
 * Campaigns for admins: the list (#/campaigns), a new one (#/campaigns/new), one in full (#/campaigns/ID),
 * its questions (#/campaigns/ID/questions). One that was launched shows how it goes; how it is set up stands
 * at #/campaigns/ID/setup.
 */
export function CampaignsView() {
  const [, id, part] = useRoute();
  if (id === undefined) return <CampaignList />;
  if (id === 'lists') return <ListsPage />;
  if (id === 'new') return <CampaignPage campaign={null} />;
  return <OneCampaign key={id} id={id} part={part} />;
}

function OneCampaign({ id, part }: { readonly id: string; readonly part: string | undefined }) {
  const campaign = useQuery(api.campaign.get.queryOptions({ input: { id } }));
  if (campaign.data && part === 'questions') return <CampaignQuestions campaign={campaign.data} />;
  if (campaign.data && campaign.data.launchedAt !== null && part !== 'setup')
    return <LivePage campaign={campaign.data} />;
  if (campaign.data) return <CampaignPage campaign={campaign.data} />;
  return (
    <>
      <TopBar title={t('campaigns:page.title')}>
        <BackLink />
      </TopBar>
      <main className={styles.page}>
        {campaign.error ? (
          <ErrorNotice title={t('campaigns:page.failed')} error={campaign.error} />
        ) : (
          <LoadingLines />
        )}
      </main>
    </>
  );
}
