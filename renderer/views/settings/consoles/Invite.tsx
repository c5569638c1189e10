import { useState } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { dateFormat } from '../../../language/formats.ts';
import { ShownOnce } from '../ShownOnce.tsx';
import { InviteDialog, type MadeCode } from './InviteDialog.tsx';

const moment = dateFormat({ dateStyle: 'medium', timeStyle: 'short' });

type Props = { readonly opened: boolean; readonly onClose: () => void };

/** A code for another computer: asked for, then shown once. */
export function Invite({ opened, onClose }: Props) {
  const [made, setMade] = useState<MadeCode | null>(null);
  return (
    <>
      {opened ? (
        <InviteDialog
          onClose={onClose}
          onMade={(code) => {
            onClose();
            setMade(code);
          }}
        />
      ) : null}
      <ShownOnce
        title={t('consoles:screen.invite.readyTitle', { name: made?.name ?? '' })}
        lead={t('consoles:screen.invite.readyLead')}
        value={made?.code ?? null}
        onDone={() => setMade(null)}
      >
        <p>{t('consoles:screen.invite.how')}</p>
        {made ? <p>{t('consoles:screen.invite.until', { until: moment(made.until) })}</p> : null}
      </ShownOnce>
    </>
  );
}
