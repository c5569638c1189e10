import { Button, Modal } from '@mantine/core';
import { t } from '../../../../shared/text/say.ts';
import { saveCsv } from '../../../components/base/download.ts';
import { ListTable } from '../../../components/base/ListTable.tsx';
import styles from '../settings.module.css';
import type { MadeLinks } from './madeLinks.ts';

type Props = {
  /** Null: closed. */
  readonly made: MadeLinks | null;
  readonly onDone: () => void;
};

/** Links for many, which are shown once. */
export function LinksMade({ made, onDone }: Props) {
  return (
    <Modal
      opened={made !== null}
      onClose={onDone}
      size="xl"
      title={t('invitations:madeMany')}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <div className={styles.stack}>
        <p>{t('invitations:shownOnceMany')}</p>
        <ListTable
          label={t('invitations:madeMany')}
          columns={[t('invitations:csv.name'), t('invitations:csv.link')]}
          maxHeight={360}
        >
          {(made?.made ?? []).map(({ id, name, link }) => (
            <tr key={id}>
              <td>{name}</td>
              <td>
                <code>{link}</code>
              </td>
            </tr>
          ))}
        </ListTable>
        <div className={styles.actionsEnd}>
          <Button onClick={() => saveCsv('heed-invitations.csv', made?.csv ?? '')} data-autofocus>
            {t('invitations:saveCsv')}
          </Button>
          <Button variant="filled" onClick={onDone}>
            {t('settings:form.keptThem')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
