import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { vendorsOnOffer } from '../../../../shared/providers/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ListSection } from '../../../components/base/ListSection.tsx';
import { PracticeOffer } from '../../../components/practice/Practice.tsx';
import { useSession } from '../../../hooks/useSession.ts';
import { AddConnection } from './AddConnection.tsx';
import { ConnectionCard } from './ConnectionCard.tsx';

/** Access to the providers, and the numbers that texts come from. */
export function Connections() {
  const demo = useSession().data?.demo ?? true;
  const connections = useQuery(api.connection.list.queryOptions());
  return (
    <>
      <ListSection
        id="connections"
        title={t('settings:part.connections')}
        lead={t('settings:connections.lead')}
        addLabel={t('settings:connections.addOne')}
        form={(done) => <AddConnection onDone={done} />}
        list={connections}
        failed={t('settings:connections.failed')}
        empty={{
          title: t('settings:connections.none'),
          text: t('settings:connections.noneWhat', { vendors: vendorsOnOffer() }),
          icon: <IconPlugConnected size={24} />,
        }}
      />
      {(connections.data ?? []).map((connection) => (
        <ConnectionCard key={connection.id} connection={connection} />
      ))}
      {demo || connections.data === undefined || connections.data.some(({ practice }) => practice) ? null : (
        <PracticeOffer />
      )}
    </>
  );
}
