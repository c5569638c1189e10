export const accounts = {
  copied: 'Copiado',
  copy: 'Copiar',
  done: 'Listo',
  personOnly: 'Esto es para una persona que inició sesión, no para una clave de API.',
  viewing: 'Está viendo como {{name}}, así que no se puede cambiar nada. Deje de ver primero.',
  duty: {
    password: 'Elija primero una contraseña propia: la que tiene sirve una sola vez.',
    'second-factor': 'Su función inicia sesión con un segundo factor. Configúrelo primero.',
  },
  signIn: {
    codeNeeded: 'Escriba también el código de su aplicación de autenticación.',
    locked: 'Demasiados intentos. Espere y vuelva a intentarlo.',
  },
  password: {
    same: 'Elija una contraseña distinta de la actual.',
  },
  recover: {
    act: 'Recuperar…',
    of: 'Recuperar la cuenta de {{name}}',
    column: 'Inicio de sesión',
    pending: 'contraseña de un solo uso',
    title: '¿Permitir que {{name}} vuelva a iniciar sesión?',
    lead: '{{name}} recibe una contraseña de un solo uso, válida para un inicio de sesión en tres días, y luego debe elegir una nueva. Su contraseña actual deja de funcionar y se cierran todas sus sesiones.',
    clear: 'También perdió su aplicación de autenticación y sus códigos de recuperación',
    clearMeans:
      'Quita su segundo factor. Asegúrese de que es esa persona: hasta que lo configure de nuevo, basta la contraseña.',
    make: 'Crear contraseña de un solo uso',
    failed: 'La cuenta no se recuperó',
    tell: 'Dígasela a {{name}} en persona. Sirve hasta {{until}} y no se vuelve a mostrar.',
    password: 'Contraseña de un solo uso',
    self: 'Su sesión está iniciada: cambie su propia contraseña en su cuenta.',
  },
  second: {
    short: 'segundo factor',
    alreadyOn: 'Ya inicia sesión con un segundo factor. Desactívelo primero.',
    notBegun: 'Empiece de nuevo la configuración: no hay nada que confirmar.',
    wrongCode: 'Este código no es correcto o ya se usó. Espere el siguiente.',
    demanded: 'Su función debe iniciar sesión con un segundo factor.',
  },
};
