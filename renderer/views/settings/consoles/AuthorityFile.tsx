import { Button, FileButton, Input } from '@mantine/core';
import { useRef, useState } from 'react';
import { t } from '../../../../shared/text/say.ts';
import styles from './consoles.module.css';

/** A certificate has some thousand letters; what is longer than a whole bundle is another file. */
const MOST = 100_000;

type Props = {
  readonly given: boolean;
  /** The certificates in PEM form; empty: none. */
  readonly onChoose: (pem: string) => void;
};

/** Takes the certificate of an authority of one's own out of a file. */
export function AuthorityFile({ given, onChoose }: Props) {
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState(false);
  const reset = useRef<() => void>(null);
  async function read(file: File | null) {
    if (!file) return;
    // Whoever leaves it out may choose the same file again.
    reset.current?.();
    const pem = file.size <= MOST ? await file.text().catch(() => '') : '';
    const isOne = pem.includes('-----BEGIN CERTIFICATE-----');
    setWrong(!isOne);
    setName(isOne ? file.name : '');
    onChoose(isOne ? pem : '');
  }
  return (
    <Input.Wrapper
      label={t('settings:form.optional', { label: t('consoles:screen.begin.ca') })}
      labelElement="div"
      description={t('consoles:screen.begin.caHelp')}
      error={wrong ? t('consoles:screen.begin.caWrong') : null}
    >
      <div className={styles.file}>
        <FileButton resetRef={reset} accept=".pem,.crt,.cer" onChange={(file) => void read(file)}>
          {(props) => <Button {...props}>{t('consoles:screen.begin.caChoose')}</Button>}
        </FileButton>
        {given ? (
          <>
            <span className={styles.name}>{name}</span>
            <Button
              variant="subtle"
              color="gray"
              onClick={() => {
                setName('');
                onChoose('');
              }}
            >
              {t('consoles:screen.begin.caLeaveOut')}
            </Button>
          </>
        ) : null}
      </div>
    </Input.Wrapper>
  );
}
