export const campaigns = {
  card: {
    profile: {
      'provider-1': 'Provider 1 leaves STOP to Heed',
      'provider-2': 'Provider 2 handles STOP itself',
    },
  },
  stop: {
    'provider-1': {
      automatic:
        'Provider 1 does nothing about STOP. Heed opts the person out everywhere and sends them your confirmation. Nobody has to do anything.',
      byHand:
        'Provider 1 does nothing about STOP, and automatic opt-outs are off. Nobody is opted out until one of you does it by hand; Heed opens an action as a reminder.',
    },
    'provider-2': {
      automatic:
        'Provider 2 blocks your sender number for that person and answers them itself. Heed opts the person out everywhere as well, without a second answer. Nobody has to do anything.',
      byHand:
        'Provider 2 blocks your sender number for that person and answers them itself. Automatic opt-outs are off, so texts from your other numbers could still reach them until one of you opts them out by hand.',
    },
  },
};
