import { useQuery } from '@tanstack/react-query';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { Section } from '../../../components/base/Section.tsx';
import { useSession } from '../../../hooks/useSession.ts';
import settings from '../settings.module.css';
import { ChangePassphrase } from './ChangePassphrase.tsx';
import { StoreKeyPart } from './StoreKeyPart.tsx';

/** Milliseconds between two questions how far a change of the key is. */
const LOOK_EVERY = 300;

/** The store's key, and where every other secret is renewed. */
export function Keys() {
  // The demo opens without a passphrase, even where this data folder has one.
  const demo = useSession().data?.demo === true;
  const state = useQuery(
    api.keys.state.queryOptions({
      refetchInterval: ({ state: { data } }) => (data?.underWay ? LOOK_EVERY : false),
    }),
  );
  if (state.error) return <ErrorNotice title={t('keys:failed')} error={state.error} />;
  if (!state.data) return <LoadingLines />;
  return (
    <>
      <StoreKeyPart state={state.data} />
      {state.data.keyStore === 'passphrase' && !demo ? <ChangePassphrase /> : null}
      <Section id="other-secrets" title={t('keys:others.title')}>
        <ul className={settings.notes}>
          <li>{t('keys:others.connections')}</li>
          <li>{t('keys:others.apiKeys')}</li>
          <li>{t('keys:others.webhooks')}</li>
        </ul>
      </Section>
    </>
  );
}
