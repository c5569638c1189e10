import { z } from 'zod';
import {
  type ComputerChange,
  ComputerSettings,
  type Desktop,
} from '../../../shared/contract/console/computer.ts';
import type { Autostart } from './autostart.ts';
import { readJson, writeJson } from './jsonFile.ts';

/**
 * Everything is off by default, and nobody has been asked about updates. The same holds where the file says
 * something that this Heed does not understand.
 */
const Kept = z.object({
  tray: ComputerSettings.shape.tray.catch(false),
  lastWindow: ComputerSettings.shape.lastWindow.catch('ask'),
  updates: ComputerSettings.shape.updates.catch('unasked'),
});
type Kept = z.infer<typeof Kept>;

function readKept(file: string): Kept {
  return Kept.safeParse(readJson(file)).data ?? Kept.parse({});
}

export type Computer = {
  settings(): ComputerSettings;
  state(): Desktop;
  /** Throws where it cannot be written; then nothing has changed. */
  change(change: ComputerChange): void;
};

/**
 * The settings of this computer, kept in `file` and by the system itself. @param changed called after each
 * change with the new state
 */
export function createComputer(options: {
  readonly file: string;
  readonly autostart: Autostart;
  readonly able: Desktop['able'];
  update(): Desktop['update'];
  changed(settings: ComputerSettings): void;
}): Computer {
  const { file, autostart, able } = options;
  let kept = readKept(file);
  const settings = (): ComputerSettings => ({
    ...kept,
    startAtLogin: able.startAtLogin && autostart.on(),
  });
  return {
    settings,
    state: () => ({ settings: settings(), able, update: options.update() }),
    change: ({ startAtLogin, tray, lastWindow, updates }) => {
      const next = {
        tray: tray ?? kept.tray,
        lastWindow: lastWindow ?? kept.lastWindow,
        updates: updates ?? kept.updates,
      };
      writeJson(file, next);
      kept = next;
      if (startAtLogin !== undefined) autostart.set(startAtLogin);
      options.changed(settings());
    },
  };
}
