export const words = {
  role: {
    admin: 'Admin',
    texter: 'Texter',
    supervisor: 'Supervisor',
  },
  region: {
    US: 'US',
    CA: 'Canada',
    GB: 'UK',
  },
  /** Beside a name, where there is little room. */
  regionShort: { US: 'US', CA: 'CA', GB: 'UK' },
  conversationState: {
    'to-send': 'To send',
    'to-answer': 'To answer',
    waiting: 'Waiting',
    closed: 'Closed',
  },
  messageState: {
    queued: 'Queued',
    sending: 'Sending',
    sent: 'Sent',
    delivered: 'Delivered',
    failed: 'Failed',
    unknown: 'Outcome unknown',
    cancelled: 'Cancelled',
    prevented: 'Prevented',
    dropped: 'Not sent, too late',
    received: 'Received',
  },
  actionKind: {
    'opt-out-by-hand': 'Opt out by hand',
    'likely-opt-out': 'Asks to stop?',
    'asked-to-resume': 'Asked to resume',
    'wrong-number': 'Wrong number?',
    'send-outcome-unknown': 'Was it sent?',
    'provider-refused': 'Provider refused',
    'review-mistaken': 'Opt-out mistaken?',
    escalated: 'Asked a supervisor',
  },
};
