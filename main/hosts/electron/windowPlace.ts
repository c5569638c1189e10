import type { Bounds } from './memory.ts';

type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

const USUAL = { width: 1280, height: 860 };
export const SMALLEST = { width: 800, height: 560 };
/** How far a further window is moved from the one before. Pixels. */
const STEP = 32;
/** How much of a window must be on a screen, so that it can be moved with the mouse. Pixels. */
const REACHABLE = 80;

function overlap(one: Area, other: Area): { width: number; height: number } {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return { width, height };
}

/** The place moved and made smaller until it is wholly on the screen. */
function inside(area: Area, screen: Area): Area {
  const width = Math.min(area.width, screen.width);
  const height = Math.min(area.height, screen.height);
  const x = Math.min(Math.max(area.x, screen.x), screen.x + screen.width - width);
  const y = Math.min(Math.max(area.y, screen.y), screen.y + screen.height - height);
  return { x, y, width, height };
}

/**
 * Where a new window opens: a step beside the one in front (`beside`), else where the last one was (`kept`)
 * if that screen is still there, else in the middle of the first of `screens`, which are the parts of each
 * screen that no system bar covers.
 */
export function placeOf(given: {
  readonly kept: Bounds | null;
  readonly beside: Area | null;
  readonly screens: readonly [Area, ...Area[]];
}): Area {
  const { kept, beside, screens } = given;
  const holding = (area: Area) =>
    screens.find((each) => {
      const { width, height } = overlap(area, each);
      return width >= REACHABLE && height >= REACHABLE;
    });
  if (beside !== null) {
    const screen = holding(beside) ?? screens[0];
    const step = { ...beside, x: beside.x + STEP, y: beside.y + STEP };
    const fits =
      step.x + step.width <= screen.x + screen.width && step.y + step.height <= screen.y + screen.height;
    return inside(fits ? step : { ...beside, x: screen.x + STEP / 2, y: screen.y + STEP / 2 }, screen);
  }
  if (kept !== null) {
    const area = {
      x: kept.x,
      y: kept.y,
      width: Math.max(kept.width, SMALLEST.width),
      height: Math.max(kept.height, SMALLEST.height),
    };
    if (holding(area) !== undefined) return area;
  }
  const [screen] = screens;
  const { width, height } = inside({ ...USUAL, x: screen.x, y: screen.y }, screen);
  return {
    x: Math.round(screen.x + (screen.width - width) / 2),
    y: Math.round(screen.y + (screen.height - height) / 2),
    width,
    height,
  };
}
