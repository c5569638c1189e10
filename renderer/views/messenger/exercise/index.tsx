import { NativeSelect } from '@mantine/core';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { firstNameOf } from '../../../../shared/text/firstName.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { TopBar } from '../../../components/shell/Shell.tsx';
import { useMe, useSession } from '../../../hooks/useSession.ts';
import { go, useRoute } from '../../../state/route.ts';
import { Room } from './Room.tsx';
import { scriptFrom } from './script.ts';

/**
 * Practice mode (#/exercise/CAMPAIGN): the text and questions of a campaign of one's own, with made-up
 * people: of the one that is named, else of one that runs. Where there is none, or it cannot be read, those
 * are made up too.
 */
export function ExerciseView() {
  const me = useMe();
  const session = useSession();
  const [round, setRound] = useState(0);
  const campaigns = useQuery(api.campaign.list.queryOptions({ input: {} }));
  const [, wanted] = useRoute();
  const running =
    campaigns.data?.filter(({ state, archivedAt }) => state !== 'closed' && archivedAt === null) ?? [];
  const campaign =
    running.find(({ id }) => id === wanted) ??
    running.find(({ state }) => state === 'launched') ??
    running[0];
  const asked = useQuery(
    api.campaign.asks.queryOptions({ input: campaign ? { id: campaign.id } : skipToken }),
  );
  if (campaigns.isPending || (campaign !== undefined && asked.isPending)) {
    return (
      <>
        <TopBar title={t('exercise:title')} />
        <main>
          <LoadingLines />
        </main>
      </>
    );
  }
  return (
    <Room
      key={`${campaign?.id} ${round}`}
      choice={
        campaign === undefined || running.length < 2 ? null : (
          <NativeSelect
            size="xs"
            aria-label={t('exercise:which')}
            data={running.map(({ id, name }) => ({ value: id, label: name }))}
            value={campaign.id}
            onChange={(event) => go(['exercise', event.currentTarget.value], 'replace')}
          />
        )
      }
      script={scriptFrom(campaign, asked.data ?? [])}
      trainee={{ id: me.id, name: firstNameOf(me.name), organisation: session.data?.organisation ?? '' }}
      onAgain={() => setRound(round + 1)}
    />
  );
}
