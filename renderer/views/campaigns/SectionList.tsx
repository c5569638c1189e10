import { skipToken, useQuery } from '@tanstack/react-query';
import { SECTIONS, type SectionId } from '../../../shared/campaigns/preflight.ts';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { jumpTo } from '../../components/base/jumpTo.ts';
import { number } from '../../language/formats.ts';
import styles from './campaigns.module.css';
import editor from './editor.module.css';

type Props = { readonly campaign: Campaign | null; readonly replies: number };

/** The sections of the page, each with what it holds. */
export function SectionList({ campaign, replies }: Props) {
  const questions = useAsked(campaign?.id);
  const holds: Partial<Record<SectionId, number>> = {
    replies,
    questions,
    ...(campaign ? { contacts: campaign.counts.contacts, texters: campaign.texterIds.length } : {}),
  };
  return (
    <nav className={editor.sectionList} aria-label={t('campaigns:page.sections')}>
      {SECTIONS.map((id) => (
        <button key={id} type="button" onClick={() => jumpTo(id)}>
          <span>{t(`campaigns:section.${id}`)}</span>
          {holds[id] ? <span className={styles.soft}>{number(holds[id])}</span> : null}
        </button>
      ))}
    </nav>
  );
}

/** How many questions a campaign asks; 0 while it is not known. */
function useAsked(campaignId: string | undefined): number {
  const input = campaignId === undefined ? skipToken : { campaignId };
  return useQuery(api.questions.script.queryOptions({ input })).data?.questions.length ?? 0;
}
