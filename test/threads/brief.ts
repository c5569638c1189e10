import { serve } from '../../main/core/threads/inside.ts';

/** A thread that ends as soon as it has sent its message; `gone` is set when it does. */

const line = serve<{ told(word: string): void }>({
  last(gone: SharedArrayBuffer) {
    process.once('exit', () => {
      line.tell('told', 'the last word');
      Atomics.store(new Int32Array(gone), 0, 1);
      Atomics.notify(new Int32Array(gone), 0);
    });
    process.exit();
  },
});
