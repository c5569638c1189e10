import type { App, Session } from 'electron';
import { isOurPage } from './channel.ts';

/**
 * What the screen may use: notifications, which are off until somebody turns them on, and the clipboard
 * after a click on "Copy".
 */
const GRANTED: ReadonlySet<string> = new Set(['notifications', 'clipboard-sanitized-write']);

type Asking = { readonly isMainFrame: boolean; readonly requestingUrl?: string };
const isGranted = (permission: string, { isMainFrame, requestingUrl }: Asking) =>
  GRANTED.has(permission) && isMainFrame && requestingUrl !== undefined && isOurPage(requestingUrl);

/**
 * Refuses every permission but those two of our own page, and every request for anything but our own files.
 */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isGranted(permission, details)),
  );
  session.setPermissionCheckHandler((_contents, permission, _origin, details) =>
    isGranted(permission, details),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const { protocol } = new URL(details.url);
    const own =
      isOurPage(details.url) || protocol === 'blob:' || protocol === 'data:' || protocol === 'devtools:';
    answer({ cancel: !own });
  });
}

/** Keeps every page in place: no navigation away, no windows by script, no web views. */
export function denyNavigation(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { preventDefault(): void; readonly url: string }) => {
      if (!isOurPage(event.url)) event.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-redirect', stay);
    // Also for the page itself. It may load itself again, and it has no frames.
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !isOurPage(event.url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
