import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SUBJECT, subjectsUnder } from '../../main/core/store/subject.ts';

it('is the beginning of the HMAC of a number, under any key and for any text', () => {
  const bytes = fc.uint8Array({ minLength: 0, maxLength: 64 });
  fc.assert(
    fc.property(bytes, fc.array(fc.string({ unit: 'binary', maxLength: 24 })), (raw, texts) => {
      const key = createSecretKey(Buffer.from(raw));
      const subject = subjectsUnder(key);
      // One after the other, so that nothing is left of a longer one.
      for (const text of [...texts, '+12025550123', '+44770090012', '+15']) {
        const whole = createHmac('sha256', key).update(text).digest('base64url');
        expect(subject(text)).toBe(whole.slice(0, 14));
        expect(subject(text)).toMatch(SUBJECT);
      }
    }),
  );
});

it('is another under another key', () => {
  const [one, other] = [randomBytes(32), randomBytes(32)].map((key) => subjectsUnder(createSecretKey(key)));
  expect(one?.('+12025550123')).not.toBe(other?.('+12025550123'));
});
