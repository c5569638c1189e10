import { useQuery } from '@tanstack/react-query';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { Section } from '../../../components/base/Section.tsx';
import { CertificatePart } from './CertificatePart.tsx';
import { DesksForm } from './DesksForm.tsx';
import { DesksStatus } from './DesksStatus.tsx';

/** Milliseconds between two looks, since a certificate may be renewed and a port be taken meanwhile. */
const LOOK_EVERY = 10_000;

/** Letting other computers work at this console. */
export function Desks() {
  const { data, error, refetch } = useQuery(api.desks.state.queryOptions({ refetchInterval: LOOK_EVERY }));
  if (data === undefined) {
    return error ? (
      <ErrorNotice title={t('desks:unread')} error={error} onRetry={() => void refetch()} />
    ) : (
      <LoadingLines />
    );
  }
  return (
    <>
      <Section id="desks" title={t('desks:title')} lead={t('desks:lead')}>
        <p>{t('desks:where')}</p>
        <DesksStatus state={data} />
        {data.able && !data.given ? <DesksForm state={data} /> : null}
      </Section>
      {data.certificate ? (
        <CertificatePart certificate={data.certificate} own={data.settings.way === 'heed-certificate'} />
      ) : null}
    </>
  );
}
