import { notifications } from '@mantine/notifications';
import { t } from '../../../shared/text/say.ts';

/** Announces to screen readers that something worked. Failures are shown where they happened. */
export function announce(message: string): void {
  notifications.show({
    message,
    color: 'green',
    autoClose: 4000,
    closeButtonProps: { 'aria-label': t('parts:closeNotice') },
  });
}
