import { Button } from '@mantine/core';
import type { SessionState } from '../../../shared/contract/access/session.ts';
import { t } from '../../../shared/text/say.ts';
import { Enrol } from '../../components/accounts/Enrol.tsx';
import { PasswordForm } from '../../components/accounts/PasswordForm.tsx';
import { useSignOut } from '../../hooks/useSession.ts';
import styles from './Start.module.css';

/** Signed in, but this must be done first; the session is asked for again afterwards. */
export function Duty({ duty }: { readonly duty: NonNullable<SessionState['duty']> }) {
  const signOut = useSignOut();
  const goOn = () => undefined;
  return (
    <>
      <h1 className={styles.title}>{t(`accounts:duty.title.${duty}`)}</h1>
      <p className={styles.lead}>{t(`accounts:duty.${duty}`)}</p>
      {duty === 'password' ? <PasswordForm oneTime onDone={goOn} /> : <Enrol onDone={goOn} />}
      <div className={styles.later}>
        <Button variant="subtle" color="gray" onClick={() => signOut.mutate({})}>
          {t('common:account.signOut')}
        </Button>
      </div>
    </>
  );
}
