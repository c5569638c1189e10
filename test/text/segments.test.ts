import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, it } from 'vitest';
import { countSegments } from '../../shared/text/segments.ts';

const brief = (text: string) => {
  const { encoding, segments } = countSegments(text);
  return [encoding, segments];
};

describe('countSegments', () => {
  it.each([
    ['a×160', 'a'.repeat(160), 'GSM-7', 1],
    ['a×161', 'a'.repeat(161), 'GSM-7', 2],
    ['a×306', 'a'.repeat(306), 'GSM-7', 2],
    ['a×307', 'a'.repeat(307), 'GSM-7', 3],
    ['€×80', '€'.repeat(80), 'GSM-7', 1],
    ['€×81', '€'.repeat(81), 'GSM-7', 2],
    ['€ moves whole to part 2', `${'a'.repeat(152)}€${'a'.repeat(10)}`, 'GSM-7', 2],
    ['я×70', 'я'.repeat(70), 'UCS-2', 1],
    ['я×71', 'я'.repeat(71), 'UCS-2', 2],
    ['я×134', 'я'.repeat(134), 'UCS-2', 2],
    ['я×135', 'я'.repeat(135), 'UCS-2', 3],
    ['😀×35', '😀'.repeat(35), 'UCS-2', 1],
    ['😀×36', '😀'.repeat(36), 'UCS-2', 2],
    ['a×150 and ’', `${'a'.repeat(150)}’`, 'UCS-2', 3],
    ['backtick', '`', 'UCS-2', 1],
    ['tab', 'a\tb', 'UCS-2', 1],
    ['ç', 'ç', 'UCS-2', 1],
    ['Ç', 'Ç', 'GSM-7', 1],
    ['every double-width character of GSM-7', '^{}\\[]~|€\f', 'GSM-7', 1],
    ['nothing', '', 'GSM-7', 0],
  ])('%s', (_, text, encoding, segments) => {
    expect(brief(text)).toEqual([encoding, segments]);
  });

  it('counts plain text without the library as the library does', () => {
    const characters = [...'abcXYZ019 \n@!"#$%&\'()*+,-./:;<=>?_'];
    const text = fc.array(fc.constantFrom(...characters), { maxLength: 700 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (plain) => {
        const message = new SegmentedMessage(plain);
        expect(message.encodingName).toBe('GSM-7');
        expect(countSegments(plain).segments).toBe(plain === '' ? 0 : message.segmentsCount);
      }),
    );
  });

  it('tells units and the size of a part', () => {
    expect(countSegments('€'.repeat(81))).toMatchObject({ units: 162, unitsPerSegment: 153 });
    expect(countSegments('a')).toMatchObject({ units: 1, unitsPerSegment: 160 });
    expect(countSegments('😀')).toMatchObject({ units: 2, unitsPerSegment: 70 });
    expect(countSegments('я'.repeat(71))).toMatchObject({ units: 71, unitsPerSegment: 67 });
  });

  it('names each character outside GSM-7 once', () => {
    expect(countSegments('It’s Ana’s 👨‍👩‍👧 😀').nonGsm).toEqual(['’', '👨‍👩‍👧', '😀']);
    expect(countSegments('plain').nonGsm).toEqual([]);
  });
});
