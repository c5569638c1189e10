import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ListSection } from '../../../components/base/ListSection.tsx';
import { ListTable } from '../../../components/base/ListTable.tsx';
import { ShownOnce } from '../ShownOnce.tsx';
import { AddApiKey } from './AddApiKey.tsx';
import { ApiKeyRow } from './ApiKeyRow.tsx';

/** Keys for programs that use the REST interface. */
export function ApiKeys() {
  const keys = useQuery(api.apiKey.list.queryOptions());
  const [token, setToken] = useState<string | null>(null);
  return (
    <>
      <ListSection
        id="api-keys"
        title={t('settings:part.api-keys')}
        lead={t('settings:apiKeys.lead')}
        addLabel={t('settings:apiKeys.makeOne')}
        form={(done) => (
          <AddApiKey
            onCancel={done}
            onMade={(made) => {
              done();
              setToken(made);
            }}
          />
        )}
        list={keys}
        failed={t('settings:apiKeys.failed')}
        empty={{ title: t('settings:apiKeys.none'), text: t('settings:apiKeys.noneWhat') }}
      >
        <ListTable
          label={t('settings:apiKeys.list')}
          columns={[
            t('settings:form.name'),
            t('settings:apiKeys.actsAs'),
            t('settings:apiKeys.stateOf'),
            t('settings:apiKeys.ends'),
            t('settings:apiKeys.lastUsed'),
            { spoken: t('settings:apiKeys.revokeColumn') },
          ]}
        >
          {keys.data?.map((key) => (
            <ApiKeyRow key={key.id} apiKey={key} />
          ))}
        </ListTable>
      </ListSection>
      <ShownOnce
        title={t('settings:apiKeys.newTitle')}
        lead={t('settings:apiKeys.newLead')}
        value={token}
        onDone={() => setToken(null)}
      />
    </>
  );
}
