type Thing = { again: boolean; timer: ReturnType<typeof setTimeout> | undefined };

export type Pace = {
  /** This thing has changed: it is read, now or soon. */
  due(thing: string): void;
  end(): void;
};

/**
 * Reads things again after they changed. The first change after a while of silence is read at once; then each
 * thing rests after a read: `restOf` it, who is told how long the read took, so that a console that is slow
 * gets fewer questions. No thing is read twice at a time; what changes during a read is read once more
 * afterwards.
 */
export function createPace(
  read: (thing: string) => Promise<unknown>,
  restOf: (thing: string, took: number) => number,
): Pace {
  const things = new Map<string, Thing>();
  let ended = false;

  function begin(name: string, thing: Thing): void {
    thing.timer = undefined;
    thing.again = false;
    const began = performance.now();
    const rest = () => {
      if (ended) return;
      thing.timer = setTimeout(() => rested(name, thing), restOf(name, performance.now() - began));
    };
    read(name).then(rest, rest);
  }
  function rested(name: string, thing: Thing): void {
    if (thing.again) begin(name, thing);
    else things.delete(name);
  }

  return {
    due(name) {
      if (ended) return;
      const known = things.get(name);
      if (known) {
        known.again = true;
        return;
      }
      const thing = { again: false, timer: undefined };
      things.set(name, thing);
      begin(name, thing);
    },
    end() {
      ended = true;
      for (const { timer } of things.values()) clearTimeout(timer);
      things.clear();
    },
  };
}
