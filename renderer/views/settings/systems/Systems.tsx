import { useQuery } from '@tanstack/react-query';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ListSection } from '../../../components/base/ListSection.tsx';
import { useSession } from '../../../hooks/useSession.ts';
import { SystemCard } from './SystemCard.tsx';
import { SystemForm } from './SystemForm.tsx';

/** Systems of people that Heed is connected to: what they are told, and how that goes. */
export function Systems() {
  const demo = useSession().data?.demo ?? false;
  const systems = useQuery(api.systems.list.queryOptions());
  return (
    <>
      <ListSection
        id="systems"
        title={t('settings:part.systems')}
        lead={demo ? `${t('systems:lead')} ${t('systems:inDemo')}` : t('systems:lead')}
        addLabel={t('systems:addOne')}
        form={(done) => <SystemForm system={null} onDone={done} />}
        list={systems}
        failed={t('systems:failed')}
        empty={{ title: t('systems:empty'), text: t('systems:emptyText') }}
      />
      {(systems.data ?? []).map((system) => (
        <SystemCard key={system.id} system={system} />
      ))}
    </>
  );
}
