import { type ComponentType, lazy } from 'react';
import { loadSentences } from './language/choice.ts';

/**
 * A part of the screen that is loaded when it is first shown, and with it all that Heed says, so that the
 * first script holds no more than the start page. Show it inside a Suspense and a Boundary.
 */
export const later = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => {
    const [part] = await Promise.all([load(), loadSentences()]);
    return { default: part };
  });
