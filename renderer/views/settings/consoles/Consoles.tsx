import { useQuery } from '@tanstack/react-query';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { LOOK_EVERY } from '../../../components/consoles/standing.ts';
import { useRoute } from '../../../state/route.ts';
import { BeginPart } from './BeginPart.tsx';
import { TimeApart } from './TimeApart.tsx';
import { TimesApart } from './TimesApart.tsx';
import { UnitedPart } from './UnitedPart.tsx';

/**
 * The consoles of the organisation: how to begin, or who there is, who sends, and what came together after
 * times apart. One of these by its id (#/settings/consoles/ID).
 */
export function Consoles() {
  const [, , id] = useRoute();
  const { data, error, refetch } = useQuery(api.consoles.state.queryOptions({ refetchInterval: LOOK_EVERY }));
  if (data === undefined) {
    return error ? (
      <ErrorNotice title={t('consoles:screen.unread')} error={error} onRetry={() => void refetch()} />
    ) : (
      <LoadingLines />
    );
  }
  if (!data.united) return <BeginPart />;
  if (id !== undefined) return <TimeApart id={id} />;
  return (
    <>
      <UnitedPart state={data} />
      <TimesApart />
    </>
  );
}
