/** What a person does about a refused text; each code names one of these. */
export const todo = {
  optedOut: 'No hay que hacer nada: esta persona también queda dada de baja aquí.',
  number: 'Compruebe el número con el contacto, o déjelo fuera de la próxima lista.',
  later: 'El teléfono puede estar apagado. Envíelo otro día si importa; Heed no lo hace solo.',
  text: 'Cambie el texto y envíelo de nuevo.',
  link: 'Quite del guion el enlace acortado y use el completo, en un dominio propio; después continúe la campaña.',
  filter:
    'Revise el guion: diga quién escribe y cómo darse de baja, y no use enlaces acortados. Compruebe en el proveedor el registro del número remitente. Después continúe la campaña.',
  sender:
    'Compruebe en el proveedor que este número remitente pertenece a la cuenta y puede enviar mensajes. Después elija “Volver a usar” junto a él en Ajustes, Conexiones.',
  register:
    'Complete en el proveedor el registro de este número remitente (campaña 10DLC o número gratuito). Después elija “Volver a usar” junto a él en Ajustes, Conexiones.',
  country:
    'Permita los mensajes a este país en el proveedor (en Twilio: Messaging, Geo permissions) y envíelo de nuevo.',
  route:
    'El número puede ser correcto y aun así no estar al alcance de este número remitente. Contacte con esta persona por otra vía o envíelo de nuevo más tarde.',
  trial:
    'Una cuenta de prueba solo escribe a números verificados en ella. Amplíe la cuenta o verifique este número y envíelo de nuevo.',
  credentials: 'Escriba de nuevo las credenciales en “Cambiar el acceso” y pruebe la conexión.',
  account:
    'Entre en el proveedor y vea qué necesita la cuenta, por ejemplo un pago. Después pruebe la conexión.',
  settings:
    'Compare los identificadores en “Cambiar el acceso” con las páginas del proveedor y pruebe la conexión.',
  slower: 'No hay que hacer nada: Heed lo intenta de nuevo solo, más despacio.',
  volume:
    'El volumen que permiten los operadores está agotado. Continúe mañana o más despacio, o pida al proveedor un límite mayor.',
  again: 'Envíelo de nuevo más tarde si importa; Heed no lo hace solo.',
  nothing: 'No hay que hacer nada. Puede que haya llegado, así que no se envía de nuevo.',
  protection: 'Revise en la consola de Twilio la protección contra el fraude de SMS y envíelo de nuevo.',
  support: 'Pregunte al soporte del proveedor qué significa y diga el código.',
};
