import type { DeskCertificate } from '../../../../shared/contract/desks.ts';
import { t } from '../../../../shared/text/say.ts';
import { Section } from '../../../components/base/Section.tsx';
import { dateFormat } from '../../../language/formats.ts';
import styles from './desks.module.css';

const day = dateFormat({ dateStyle: 'long' });

type Props = { readonly certificate: DeskCertificate; readonly own: boolean };

/** The certificate in use, to compare it with what a desk shows. `own`: Heed has made it. */
export function CertificatePart({ certificate, own }: Props) {
  const { names, until, fingerprint, pin } = certificate;
  return (
    <Section id="desks-certificate" title={t('desks:certificate.title')}>
      <dl className={styles.facts}>
        <dt>{t('desks:certificate.for')}</dt>
        <dd>{names.join(', ')}</dd>
        <dt>{t('desks:certificate.until')}</dt>
        <dd>{day(until)}</dd>
        <dt>{t('desks:certificate.fingerprint')}</dt>
        <dd className={styles.print}>{fingerprint}</dd>
        <dt>{t('desks:certificate.pin')}</dt>
        <dd>
          <span className={styles.print}>{pin}</span>
          {own ? <p className={styles.help}>{t('desks:certificate.pinHelp')}</p> : null}
        </dd>
      </dl>
    </Section>
  );
}
