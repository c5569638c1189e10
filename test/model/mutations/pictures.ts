import type { Mutation } from './types.ts';

/** Pictures that come in and go out, and what is asked before one's text leaves. */
export const pictures: readonly Mutation[] = [
  {
    name: 'a text leaves without its picture',
    changes: [
      {
        file: 'main/core/outbox/dispatcher.ts',
        from: '...(picture === undefined ? {} : { picture }),',
        to: '',
      },
    ],
  },
  {
    name: 'nothing is asked once a picture is stored',
    changes: [
      {
        file: 'main/core/outbox/dispatcher.ts',
        from: 'return refusals.size === 0 && mayStillLeave(core, claimed);',
        to: 'return (refusals.size === 0 && mayStillLeave(core, claimed)) || claimed.withPicture;',
      },
    ],
  },
  {
    name: 'a picture without words asks nobody',
    changes: [
      {
        file: 'main/core/rules/decide.ts',
        from: 'if (isPictureAlone(facts.text, facts.pictures ?? 0)) return onPicture(facts);',
        to: '',
      },
    ],
  },
  {
    name: 'pictures of an erased person stay',
    changes: [{ file: 'main/core/erase/scrub.ts', from: '  removePicturesOf(tx, subject);', to: '' }],
  },
];
