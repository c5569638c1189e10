import { IconBuildingCommunity, IconCompass } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SessionState } from '../../../shared/contract/session.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { SetUp } from './SetUp.tsx';
import styles from './Start.module.css';

/** The first question: look around with invented people, or begin in earnest. */
export function FirstRun({ state }: { state: SessionState }) {
  const [settingUp, setSettingUp] = useState(false);
  const queries = useQueryClient();
  const demo = useMutation(
    api.setup.startDemo.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.session.key() }),
    }),
  );
  if (settingUp) return <SetUp keyStore={state.keyStore} onBack={() => setSettingUp(false)} />;
  return (
    <>
      <h1 className={styles.title}>Text people. Heed every “stop”.</h1>
      <p className={styles.lead}>
        A console for peer-to-peer campaigns. Once somebody has asked to stop, nothing more is sent.
      </p>
      <div className={styles.choices}>
        <button
          type="button"
          className={styles.choice}
          onClick={() => demo.mutate({})}
          disabled={demo.isPending}
          aria-busy={demo.isPending}
        >
          <IconCompass size={22} aria-hidden="true" />
          <strong>{demo.isPending ? 'Making the demo…' : 'Explore the demo'}</strong>
          <span>Two campaigns with invented people who answer. Nothing leaves this computer.</span>
        </button>
        <button
          type="button"
          className={styles.choice}
          onClick={() => setSettingUp(true)}
          disabled={demo.isPending}
        >
          <IconBuildingCommunity size={22} aria-hidden="true" />
          <strong>Set up your organisation</strong>
          <span>Name it and make the first account. Providers are connected afterwards, in Settings.</span>
        </button>
      </div>
      {demo.error ? <ErrorNotice title="The demo could not be made" error={demo.error} /> : null}
    </>
  );
}
