/** What can be done with a whole campaign: pausing, closing, archiving, deleting. */
export const acts = {
  bringBack: {
    open: 'Bring back',
    failed: 'It was not brought back',
    done: '“{{name}}” is back in the list.',
  },
  archive: {
    open: 'Archive…',
    title: 'Archive “{{name}}”?',
    confirm: 'Archive',
    consequence:
      'It leaves the lists, and texters no longer see its contacts. Figures and opt-outs stay. You can bring it back.',
    done: '“{{name}}” is archived.',
  },
  more: 'More',
  goOn: 'Resume…',
  pause: {
    open: 'Pause…',
    title: 'Pause “{{name}}”?',
    confirm: 'Pause',
    consequence:
      'Queued texts wait and texters cannot send. Replies still come in, and opt-outs are still honoured. You can resume whenever you like.',
    done: '“{{name}}” is paused.',
  },
  close: {
    open: 'Close…',
    title: 'Close “{{name}}” for good?',
    confirm: 'Close the campaign',
    consequence_one:
      'Queued texts are cancelled, and {{count, number}} contact who was not texted never will be in this campaign. A closed campaign cannot be opened again.',
    consequence_other:
      'Queued texts are cancelled, and {{count, number}} contacts who were not texted never will be in this campaign. A closed campaign cannot be opened again.',
    done: '“{{name}}” is closed.',
  },
  remove: {
    open: 'Delete draft…',
    title: 'Delete the draft “{{name}}”?',
    confirm: 'Delete the draft',
    consequence_one:
      'The script, the replies and {{count, number}} contact of this draft are removed. Opt-outs are kept.',
    consequence_other:
      'The script, the replies and {{count, number}} contacts of this draft are removed. Opt-outs are kept.',
    done: 'The draft “{{name}}” is deleted.',
  },
};
