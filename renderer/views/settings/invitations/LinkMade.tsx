import { QRCodeSVG } from 'qrcode.react';
import { t } from '../../../../shared/text/say.ts';
import { ShownOnce } from '../ShownOnce.tsx';

type Props = {
  /** Null: closed. */
  readonly link: string | null;
  readonly onDone: () => void;
};

/** A link that is shown once, also as a QR code to be scanned from the screen. */
export function LinkMade({ link, onDone }: Props) {
  return (
    <ShownOnce title={t('invitations:made')} lead={t('invitations:shownOnce')} value={link} onDone={onDone}>
      <QRCodeSVG value={link ?? ''} size={184} marginSize={2} title={t('invitations:qr')} />
    </ShownOnce>
  );
}
