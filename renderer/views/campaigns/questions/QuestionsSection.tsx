import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Campaign } from '../../../../shared/contract/campaigns.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { hrefOf } from '../../../state/route.ts';
import styles from '../campaigns.module.css';
import page from './questions.module.css';

/** What the campaign asks, in short, and the way to change it. */
export function QuestionsSection({ campaign }: { readonly campaign: Campaign }) {
  const script = useQuery(api.questions.script.queryOptions({ input: { campaignId: campaign.id } }));
  if (script.error) return <ErrorNotice title={t('questions:editor.failed')} error={script.error} />;
  if (!script.data) return <LoadingLines />;
  const { questions, answered } = script.data;
  return (
    <div className={styles.stack}>
      {questions.length === 0 ? (
        <p className={styles.soft}>{t('questions:editor.noneText')}</p>
      ) : (
        <ol className={page.summary}>
          {questions.map(({ code, name, text }) => (
            <li key={code}>
              <strong>{name}</strong> <span>{text}</span>{' '}
              {answered[code] ? (
                <span className={page.soft}>{t('questions:list.answered', { count: answered[code] })}</span>
              ) : null}
            </li>
          ))}
        </ol>
      )}
      <div>
        <Button component="a" href={hrefOf(['campaigns', campaign.id, 'questions'])}>
          {t(questions.length === 0 ? 'questions:editor.write' : 'questions:editor.open')}
        </Button>
      </div>
    </div>
  );
}
