import type { App, Session } from 'electron';
import { isOurPage } from './channel.ts';

/** Refuses every permission, and every request that is not for our own files: the screen needs nothing from elsewhere. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const { protocol } = new URL(details.url);
    const own =
      isOurPage(details.url) || protocol === 'blob:' || protocol === 'data:' || protocol === 'devtools:';
    answer({ cancel: !own });
  });
}

/** Keeps every page where it is, whoever made it: no navigation away, no windows by script, no web views. */
export function denyNavigation(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { preventDefault(): void; readonly url: string }) => {
      if (!isOurPage(event.url)) event.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
