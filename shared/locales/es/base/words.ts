export const words = {
  role: {
    admin: 'Administración',
    texter: 'Voluntariado',
    supervisor: 'Supervisión',
  },
  region: {
    US: 'EE. UU.',
    CA: 'Canadá',
    GB: 'Reino Unido',
  },
  /** Beside a name, where there is little room. */
  regionShort: { US: 'EE. UU.', CA: 'CA', GB: 'Reino Unido' },
  conversationState: {
    'to-send': 'Por enviar',
    'to-answer': 'Por responder',
    waiting: 'Esperando',
    closed: 'Cerrada',
  },
  messageState: {
    queued: 'En cola',
    sending: 'Enviando',
    sent: 'Enviado',
    delivered: 'Entregado',
    failed: 'No entregado',
    unknown: 'No se sabe si se envió',
    cancelled: 'Cancelado',
    prevented: 'Impedido',
    dropped: 'No enviado, era tarde',
    received: 'Recibido',
  },
  actionKind: {
    'opt-out-by-hand': 'Dar de baja a mano',
    'likely-opt-out': '¿Pide la baja?',
    'asked-to-resume': 'Pide volver',
    'wrong-number': '¿Número equivocado?',
    'send-outcome-unknown': '¿Se envió?',
    'provider-refused': 'Rechazo del proveedor',
    'review-mistaken': '¿Baja por error?',
    escalated: 'Consulta a supervisión',
  },
};
