import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../client.ts';
import { EmptyState } from '../../../../components/EmptyState.tsx';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { LoadingLines } from '../../../../components/Loading.tsx';
import { Section } from '../../parts/Section.tsx';
import { WideTable } from '../../parts/WideTable.tsx';
import { ShownOnce } from '../ShownOnce.tsx';
import styles from '../settings.module.css';
import table from '../table.module.css';
import { AddApiKey } from './AddApiKey.tsx';
import { ApiKeyRow } from './ApiKeyRow.tsx';

/** Keys for programs that use the REST interface. */
export function ApiKeys() {
  const keys = useQuery(api.apiKey.list.queryOptions());
  const [adding, setAdding] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  return (
    <Section
      id="api-keys"
      title="API keys"
      lead="For programs that use the REST interface instead of a person’s sign-in. A key may do what its role may, ends by itself, and can be revoked at any time. What it does stands in the record under its name."
      aside={
        adding ? null : (
          <Button
            variant="filled"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            Make a key
          </Button>
        )
      }
    >
      {adding ? (
        <AddApiKey
          onCancel={() => setAdding(false)}
          onMade={(made) => {
            setAdding(false);
            setToken(made);
          }}
        />
      ) : null}
      {keys.isPending ? <LoadingLines /> : null}
      {keys.error ? <ErrorNotice title="The keys cannot be shown" error={keys.error} /> : null}
      {keys.data?.length === 0 && !adding ? (
        <EmptyState title="No keys">
          Nobody reaches Heed by program. Make a key when a program needs to.
        </EmptyState>
      ) : null}
      {keys.data && keys.data.length > 0 ? (
        <WideTable label="List of API keys">
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Acts as</th>
                <th scope="col">State</th>
                <th scope="col">Ends</th>
                <th scope="col">Last used</th>
                <th scope="col">
                  <span className={styles.spoken}>Revoke</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {keys.data.map((key) => (
                <ApiKeyRow key={key.id} apiKey={key} />
              ))}
            </tbody>
          </table>
        </WideTable>
      ) : null}
      <ShownOnce
        title="Your new API key"
        lead="Copy it now and keep it where secrets are kept. Heed stores only a fingerprint and cannot show it again."
        value={token}
        onDone={() => setToken(null)}
      />
    </Section>
  );
}
