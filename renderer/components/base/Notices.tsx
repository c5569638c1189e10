import { Notifications } from '@mantine/notifications';
import styles from './Notices.module.css';

/**
 * What was done or went wrong, in a strip of its own at the top of the window: the view below gets smaller
 * for as long as it is there, so that a notice never lies over what it speaks of, or over anything else that
 * can be pressed.
 */
export function Notices() {
  return (
    <div className={styles.notices}>
      <Notifications withinPortal={false} autoClose={6000} limit={2} />
    </div>
  );
}
