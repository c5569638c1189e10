import { notifications } from '@mantine/notifications';
import { errorMessage } from '../../client.ts';

/** Shows that something was done. `long`: there is more to read than a word. */
export function notify(message: string, long = false): void {
  notifications.show({ message, autoClose: long ? 12_000 : 4_000 });
}

/** Shows something important, which stays until it is closed. */
export function warn(title: string, message: string): void {
  notifications.show({ color: 'stop', title, message, autoClose: false });
}

/** Shows that something was not done: the title says what, the error says why and what to do. */
export function complain(title: string): (error: unknown) => void {
  return (error) => {
    notifications.show({ color: 'stop', title, message: errorMessage(error), autoClose: 10_000 });
  };
}
