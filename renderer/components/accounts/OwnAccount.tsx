import { Modal } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import styles from './account.module.css';
import { PasswordForm } from './PasswordForm.tsx';
import { SecondFactor, type SecondFactorStep } from './SecondFactor.tsx';

/** How one signs in: the password, and the second factor. */
export function OwnAccount({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('accounts:own.title')}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <Parts />
    </Modal>
  );
}

/** One thing at a time: while the second factor is changed, nothing else asks for a password. */
function Parts() {
  const [changed, setChanged] = useState(0);
  const [step, setStep] = useState<SecondFactorStep>('look');
  return (
    <div className={styles.parts}>
      <section aria-labelledby="own-second">
        <h2 id="own-second">{t('accounts:second.title')}</h2>
        <SecondFactor step={step} onStep={setStep} />
      </section>
      {step === 'look' ? (
        <section aria-labelledby="own-password">
          <h2 id="own-password">{t('accounts:password.title')}</h2>
          <p role="status">{changed === 0 ? t('accounts:password.means') : t('accounts:password.changed')}</p>
          <PasswordForm key={changed} onDone={() => setChanged(changed + 1)} />
        </section>
      ) : null}
    </div>
  );
}
