export const backup = {
  notHalted: 'El envío no está detenido.',
  otherOrganisation:
    'Este archivo es de otra organización. Las bajas de dos organizaciones no se pueden unir; no se cambió nada.',
  mayStillSend:
    'Este archivo es de una consola que quizá siga enviando. Expórtelo allí con «Este equipo deja de enviar» e importe ese archivo. No se cambió nada.',
  noBackup: 'Esta copia de seguridad ya no está en la carpeta.',
  noKey: 'Este equipo ya no tiene la clave con la que se hizo esta copia de seguridad.',
  busy: 'Hay una copia, restauración, exportación o importación en curso. Espere a que termine.',
  folderUnusable:
    'Esta carpeta no se puede usar: {{why}}. Elija una carpeta que exista y en la que su cuenta pueda escribir.',
  notOurs: 'Este archivo no lo exportó Heed, o la frase de contraseña no es correcta. No se cambió nada.',
  damaged: 'Este archivo está dañado. Elija otro. No se cambió nada.',
  newer:
    'Este archivo lo escribió una versión más nueva de Heed. Instale primero la más nueva. No se cambió nada.',
  failed: 'No se pudo hacer la copia. Compruebe el espacio libre y los permisos de la carpeta.',
  wrongPassword: 'Ningún administrador de esta copia de seguridad tiene este usuario y contraseña.',
  tooManyTries: 'Demasiadas contraseñas equivocadas. Espere un cuarto de hora.',
};
