import { Notifications } from '@mantine/notifications';
import styles from './Notices.module.css';

/**
 * What was done or went wrong, in a strip at the top of the window. The view below gets smaller meanwhile, so
 * that a notice covers nothing that can be pressed.
 */
export function Notices() {
  return (
    <div className={styles.notices}>
      <Notifications withinPortal={false} autoClose={6000} limit={2} />
    </div>
  );
}
