import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LANGUAGES } from '../../shared/text/language.ts';
import { type Demo, openPlace, startDemo } from '../e2e/demo.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { furtherPlaces, type Place, places } from './places.ts';

/**
 * `npm run screenshots -- [DIR] [--only NAME] [--language es]`: pictures of every screen of the demo, light
 * and dark, wide and narrow. Without DIR it makes the pictures of the README anew.
 */

type Shot = { readonly place: Place; readonly dark: boolean; readonly width: number; readonly file: string };

const README: Readonly<Record<string, { readonly dark: boolean; readonly file: string }>> = {
  texter: { dark: false, file: 'texter-light.png' },
  conversations: { dark: true, file: 'admin-dark.png' },
};

const args = process.argv.slice(2);
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
const language = LANGUAGES.find((each) => args.includes('--language') && args.includes(each)) ?? 'en';
const dir = args[0]?.startsWith('--') ? undefined : args[0];

function shots(): Shot[] {
  return [...places, ...furtherPlaces]
    .filter(({ name }) => only === undefined || name === only)
    .flatMap((place): Shot[] => {
      if (dir === undefined) {
        const picture = README[place.name];
        return picture ? [{ place, width: 1440, ...picture }] : [];
      }
      return [false, true].flatMap((dark) =>
        [1440, 1024].map((width) => {
          const file = `${place.name}-${dark ? 'dark' : 'light'}${width === 1440 ? '' : '-narrow'}.png`;
          return { place, dark, width, file };
        }),
      );
    });
}

async function take(shown: Demo, chromium: Awaited<ReturnType<typeof launchBrowser>>): Promise<void> {
  const target = resolve(dir ?? '.github');
  mkdirSync(target, { recursive: true });
  for (const { place, dark, width, file } of shots()) {
    const page = await openPlace(chromium, shown, place, {
      dark,
      width,
      height: width > 1100 ? 900 : 700,
      language,
    });
    await page.screenshot({ path: join(target, file) });
    await page.context().close();
    process.stderr.write(`${file}\n`);
  }
}

const demo = await startDemo();
const browser = await launchBrowser();
try {
  process.stderr.write('Waiting for the demo’s contacts to answer.\n');
  await new Promise((done) => setTimeout(done, 20_000));
  await take(demo, browser);
} finally {
  await browser.close();
  await demo.stop();
}
