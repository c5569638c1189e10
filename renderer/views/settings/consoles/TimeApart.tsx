import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TimeApartInFull } from '../../../../shared/contract/consoles/together.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { leaveOnEscape } from '../../../components/base/leaveOnEscape.ts';
import { Section } from '../../../components/base/Section.tsx';
import { go, hrefOf } from '../../../state/route.ts';
import { Decisions } from './Decisions.tsx';
import { DoneTable } from './DoneTable.tsx';
import { TextsApart } from './TextsApart.tsx';
import styles from './together.module.css';
import { consoleWord, spanOf } from './togetherWords.ts';

const LIST = ['settings', 'consoles'];

function Told({ of }: { readonly of: TimeApartInFull }) {
  const away = consoleWord(of.console);
  return (
    <>
      <Section
        id="consoles"
        title={t('consoles:together.heading', { console: away, span: spanOf(of) })}
        lead={of.self ? t('consoles:together.was.self') : t('consoles:together.was.other', { console: away })}
      >
        <DoneTable of={of} />
        {of.more ? <p>{t('consoles:together.more')}</p> : null}
      </Section>
      <Decisions decisions={of.decisions} />
      <TextsApart what="stopped" texts={of.stopped} />
      <TextsApart what="left" texts={of.left} />
    </>
  );
}

/** What came together after a time apart, and what was decided how. Escape leads back to the list. */
export function TimeApart({ id }: { readonly id: string }): ReactNode {
  const { data, error, refetch } = useQuery(api.consoles.timeApart.queryOptions({ input: { id } }));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is the short way of the link back
    <div className={styles.page} onKeyDown={leaveOnEscape(() => go(LIST))}>
      <a className={styles.back} href={hrefOf(LIST)}>
        <IconArrowLeft size={16} aria-hidden />
        {t('consoles:together.back')}
      </a>
      {error ? (
        <ErrorNotice title={t('consoles:together.unread')} error={error} onRetry={() => void refetch()} />
      ) : null}
      {data ? <Told of={data} /> : error ? null : <LoadingLines />}
    </div>
  );
}
