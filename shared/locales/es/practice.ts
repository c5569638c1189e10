/** Practising in one's own organisation: simulated providers inside Heed. */
export const practice = {
  title: 'Practique primero',
  lead: 'Los mensajes van a personas inventadas dentro de este equipo, que responden, y algunas piden la baja. No se puede llegar a nadie real, y nada de esto se mezcla con sus números reales.',
  begin: 'Crear una conexión de práctica',
  failed: 'No se creó ninguna conexión de práctica',
  made: 'Practique con las dos campañas de práctica: elija voluntarios y láncelas.',
  tag: 'Práctica',
  sendReply: 'Enviar una respuesta de prueba',
  replied: 'La respuesta de prueba está en camino.',
  notReplied: 'No se envió ninguna respuesta de prueba',
  testReply: 'Esta es una respuesta de prueba.',
  already: 'Ya hay una conexión de práctica.',
  notHere: 'Esta no es una conexión de práctica que esté lista para ello.',
  inventedOnly:
    'Solo está lista una conexión de práctica, que llega únicamente a contactos inventados. Agregue una conexión a un proveedor en Ajustes, Conexiones para las personas de esta campaña.',
  connection: {
    'provider-1': 'Práctica (EE. UU., CA)',
    'provider-2': 'Práctica (Reino Unido)',
  },
  campaign: {
    'provider-1': 'Práctica, EE. UU.',
    'provider-2': 'Práctica, Reino Unido',
  },
};
