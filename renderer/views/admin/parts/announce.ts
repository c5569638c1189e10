import { notifications } from '@mantine/notifications';

/** Says that something worked. Failures are said where they happened, not here. */
export function announce(message: string): void {
  notifications.show({
    message,
    color: 'green',
    autoClose: 4000,
    closeButtonProps: { 'aria-label': 'Close the notice' },
  });
}
