import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { dateFormat } from '../../language/formats.ts';
import { ErrorNotice } from '../base/ErrorNotice.tsx';
import { LoadingLines } from '../base/Loading.tsx';
import styles from './account.module.css';
import { CodeForm } from './CodeForm.tsx';
import { Enrol } from './Enrol.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';

const day = dateFormat({ dateStyle: 'long' });
export type SecondFactorStep = 'look' | 'enrol' | 'renew' | 'off';
type Props = { readonly step: SecondFactorStep; readonly onStep: (step: SecondFactorStep) => void };

/** One's own second factor: set up, new recovery codes, turned off. */
export function SecondFactor({ step, onStep }: Props) {
  const { data, error } = useQuery(api.session.secondFactor.state.queryOptions());
  const back = () => onStep('look');
  if (error) return <ErrorNotice error={error} />;
  if (!data) return <LoadingLines />;
  switch (step) {
    case 'enrol':
      return <Enrol onDone={back} onCancel={back} />;
    case 'renew':
      return <Renew onDone={back} />;
    case 'off':
      return <TurnOff onDone={back} />;
    default:
      return (
        <div className={styles.stack}>
          <p>
            {data.on
              ? t('accounts:second.on', { since: day(data.since ?? 0), count: data.codesLeft })
              : t('accounts:second.off')}
          </p>
          <div className={styles.acts}>
            {data.on ? (
              <>
                {data.demanded ? null : (
                  <Button onClick={() => onStep('off')}>{t('accounts:second.turnOff')}</Button>
                )}
                <Button onClick={() => onStep('renew')}>{t('accounts:second.renew')}</Button>
              </>
            ) : (
              <Button variant="filled" onClick={() => onStep('enrol')}>
                {t('accounts:second.setUp')}
              </Button>
            )}
          </div>
        </div>
      );
  }
}

function Renew({ onDone }: { readonly onDone: () => void }) {
  const renew = useMutation(api.session.secondFactor.newCodes.mutationOptions());
  if (renew.data) return <RecoveryCodes codes={renew.data.recoveryCodes} onDone={onDone} />;
  return (
    <CodeForm
      label={t('accounts:code.label')}
      act={t('accounts:second.renewNow')}
      onCancel={onDone}
      busy={renew.isPending}
      error={renew.error}
      onCode={(code) => renew.mutate({ code })}
    >
      <p>{t('accounts:second.renewMeans')}</p>
    </CodeForm>
  );
}

function TurnOff({ onDone }: { readonly onDone: () => void }) {
  const [password, setPassword] = useState('');
  const queries = useQueryClient();
  const off = useMutation(
    api.session.secondFactor.turnOff.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.session.key() });
        onDone();
      },
    }),
  );
  return (
    <CodeForm
      label={t('accounts:code.label')}
      how={t('accounts:code.orRecovery')}
      act={t('accounts:second.offNow')}
      onCancel={onDone}
      focused={false}
      busy={off.isPending}
      error={off.error}
      onCode={(code) => off.mutate({ password, code })}
    >
      <p>{t('accounts:second.offMeans')}</p>
      <PasswordInput
        label={t('accounts:password.current')}
        autoComplete="current-password"
        value={password}
        // The pressed button is gone in the dialog's next step, so the focus is set anew.
        autoFocus
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </CodeForm>
  );
}
