import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ListSection } from '../../../components/base/ListSection.tsx';
import { ShownOnce } from '../ShownOnce.tsx';
import { EndpointCard } from './EndpointCard.tsx';
import { EndpointForm } from './EndpointForm.tsx';

/** Other systems that are told of opt-outs, opt-ins and answers. */
export function Webhooks() {
  const endpoints = useQuery(api.webhookOut.list.queryOptions());
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <ListSection
        id="webhooks"
        title={t('settings:part.webhooks')}
        lead={t('settings:webhooks.lead')}
        addLabel={t('settings:webhooks.addOne')}
        form={(done) => (
          <EndpointForm
            endpoint={null}
            onCancel={done}
            onDone={(made) => {
              done();
              setSecret(made);
            }}
          />
        )}
        list={endpoints}
        failed={t('settings:webhooks.failed')}
        empty={{ title: t('settings:webhooks.none'), text: t('settings:webhooks.noneWhat') }}
      />
      {(endpoints.data ?? []).map((endpoint) => (
        <EndpointCard key={endpoint.id} endpoint={endpoint} onSecret={setSecret} />
      ))}
      <ShownOnce
        title={t('settings:webhooks.secretTitle')}
        lead={t('settings:webhooks.secretLead')}
        value={secret}
        onDone={() => setSecret(null)}
      />
    </>
  );
}
