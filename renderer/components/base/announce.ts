import { notifications } from '@mantine/notifications';
import { t } from '../../../shared/text/say.ts';

/** Says that something worked. Failures are said where they happened, not here. */
export function announce(message: string): void {
  notifications.show({
    message,
    color: 'green',
    autoClose: 4000,
    closeButtonProps: { 'aria-label': t('parts:closeNotice') },
  });
}
