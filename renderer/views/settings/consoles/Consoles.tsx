import { useQuery } from '@tanstack/react-query';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { LOOK_EVERY } from '../../../components/consoles/standing.ts';
import { BeginPart } from './BeginPart.tsx';
import { UnitedPart } from './UnitedPart.tsx';

/** The consoles of the organisation: how to begin, or who there is and who sends. */
export function Consoles() {
  const { data, error, refetch } = useQuery(api.consoles.state.queryOptions({ refetchInterval: LOOK_EVERY }));
  if (data === undefined) {
    return error ? (
      <ErrorNotice title={t('consoles:screen.unread')} error={error} onRetry={() => void refetch()} />
    ) : (
      <LoadingLines />
    );
  }
  return data.united ? <UnitedPart state={data} /> : <BeginPart />;
}
