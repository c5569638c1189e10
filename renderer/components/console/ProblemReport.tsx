import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { t } from '../../../shared/text/say.ts';
import { client } from '../../client.ts';
import { saveText } from '../base/download.ts';
import { complain } from '../base/notify.ts';
import styles from './computer.module.css';

/** A button that shows the report of a problem, to be read and then saved. Nothing is sent. */
export function ProblemReport() {
  const report = useMutation({
    mutationFn: () => client.computer.problemReport(),
    onError: complain(t('computer:report.title')),
  });
  const { data } = report;
  return (
    <div>
      <Button onClick={() => report.mutate()} loading={report.isPending}>
        {t('computer:report.button')}
      </Button>
      <Modal
        opened={data !== undefined}
        onClose={report.reset}
        title={t('computer:report.title')}
        size="xl"
        closeButtonProps={{ 'aria-label': t('common:act.close') }}
      >
        <p>{t('computer:report.text')}</p>
        <Textarea
          label={t('computer:report.label')}
          readOnly
          autosize
          minRows={8}
          maxRows={18}
          className={styles.report ?? ''}
          value={data?.text ?? ''}
        />
        <div className={styles.acts}>
          <Button
            variant="filled"
            onClick={() => data && saveText(data.name, data.text, 'text/plain;charset=utf-8')}
          >
            {t('computer:report.save')}
          </Button>
        </div>
      </Modal>
    </div>
  );
}
