import { IconArrowsJoin } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TimeApart } from '../../../../shared/contract/consoles/together.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { EmptyState } from '../../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { ListTable } from '../../../components/base/ListTable.tsx';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { Section } from '../../../components/base/Section.tsx';
import { Tag } from '../../../components/base/Tag.tsx';
import { number } from '../../../language/formats.ts';
import { hrefOf } from '../../../state/route.ts';
import settings from '../settings.module.css';
import styles from './together.module.css';
import { consoleWord, doneWords, spanOf } from './togetherWords.ts';

function Row({ of }: { readonly of: TimeApart }) {
  const nothing = <span className={settings.soft}>{t('consoles:together.table.nothing')}</span>;
  return (
    <tr>
      <td>
        <a className={styles.name} href={hrefOf(['settings', 'consoles', of.id])}>
          {consoleWord(of.console)}
        </a>{' '}
        {of.self ? <Tag tone="brand">{t('consoles:together.table.self')}</Tag> : null}
        <div className={settings.soft}>{spanOf(of)}</div>
      </td>
      <td>{doneWords(of.there) ?? nothing}</td>
      <td>{doneWords(of.elsewhere) ?? nothing}</td>
      <td>{of.decided > 0 ? <Tag tone="hold">{number(of.decided)}</Tag> : nothing}</td>
    </tr>
  );
}

/** When consoles did not hear each other, the latest first. */
export function TimesApart() {
  const { data, error, refetch } = useQuery(api.consoles.timesApart.queryOptions());
  return (
    <Section
      id="times-apart"
      title={t('consoles:together.title')}
      lead={data?.length === 0 ? undefined : t('consoles:together.lead')}
    >
      {error ? (
        <ErrorNotice title={t('consoles:together.unread')} error={error} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined && !error ? <LoadingLines /> : null}
      {data?.length === 0 ? (
        <EmptyState
          title={t('consoles:together.empty')}
          icon={<IconArrowsJoin size={22} aria-hidden="true" />}
        >
          {t('consoles:together.emptyText')}
        </EmptyState>
      ) : null}
      {data !== undefined && data.length > 0 ? (
        <ListTable
          label={t('consoles:together.table.label')}
          maxHeight={420}
          columns={[
            t('consoles:together.table.console'),
            t('consoles:together.table.there'),
            t('consoles:together.table.elsewhere'),
            t('consoles:together.table.decided'),
          ]}
        >
          {data.map((each) => (
            <Row key={each.id} of={each} />
          ))}
        </ListTable>
      ) : null}
    </Section>
  );
}
