export const desks = {
  title: 'Puestos',
  lead: 'Un puesto es una ventana de Heed en otro equipo. Trabaja con esta consola a través de la red y allí no guarda nada: ni mensajes, ni números, ni claves.',
  where:
    'En un puesto cada persona inicia sesión con su propia cuenta. Quien administra necesita allí un segundo factor. Los datos, su clave, las copias de seguridad y las exportaciones se quedan en este equipo.',
  open: 'Los puestos entran por',
  closed: 'Los puestos están desactivados. Nadie llega a esta consola desde otro equipo.',
  notOpen: 'Los puestos no pueden entrar',
  trouble: 'El certificado',
  given:
    'Estos ajustes se indicaron al iniciar Heed (--desks-port y las opciones que lo acompañan). Cámbielos allí.',
  on: 'Permitir que entren otros equipos',
  saved: 'Guardado.',
  nowOff: 'Los puestos están desactivados.',
  failed: 'No se cambió',
  unread: 'No se pudieron leer los ajustes',
  way: {
    label: 'Cómo sabe un puesto que esta es su consola',
    'own-certificate': 'Un certificado propio',
    'heed-certificate': 'Un certificado que hace Heed',
    proxy: 'Detrás de un proxy inverso',
  },
  means: {
    'own-certificate':
      'Para una consola con un nombre en internet o en su oficina. Los navegadores comprueban por sí mismos que hablan con su consola, y en el camino nadie puede leer ni cambiar nada. Heed toma un certificado renovado en cuanto cambian los archivos.',
    'heed-certificate':
      'Para una consola sin nombre propio. Quien solo escucha no puede leer nada. El programa de escritorio de Heed compara la huella y así rechaza también a quien se haga pasar por su consola. Un navegador no puede hacerlo: avisa en la primera visita, y quien siga sin comparar la huella podría ser engañado.',
    proxy:
      'Para un servidor que ya tiene un servidor web con certificado, como Caddy o nginx. Protege el camino hasta el proxy; Heed cree lo que dice de quienes llaman solo si viene de la dirección de abajo. Si el proxy está en otro equipo, Heed cifra también ese camino.',
  },
  field: {
    port: 'Puerto',
    portHelp: 'En este equipo. Ábralo en el cortafuegos, salvo que llame un proxy de este mismo equipo.',
    url: 'Dirección que abren los puestos',
    urlHelp: 'Por ejemplo https://puestos.example.org. Con el puerto al final, si no es el 443.',
    certFile: 'Archivo del certificado (PEM)',
    certHelp: 'La ruta completa en este equipo, con los certificados intermedios (fullchain.pem).',
    keyFile: 'Archivo de su clave (PEM)',
    keyHelp: 'Sin frase de contraseña. Solo debería poder leerlo la cuenta que ejecuta Heed.',
    proxy: 'Dirección del proxy',
    proxyHelp: 'Desde la que llama: 127.0.0.1 si está en este equipo.',
  },
  certificate: {
    title: 'Certificado en uso',
    for: 'Para',
    until: 'Válido hasta',
    fingerprint: 'Huella del certificado (SHA-256)',
    pin: 'Huella de su clave pública (SHA-256)',
    pinHelp: 'Sigue igual cuando Heed renueva el certificado. Los puestos comparan esta.',
    kept: 'No se tomó el certificado cambiado. {{why}} Sigue en uso el anterior.',
    unread: 'No se puede leer {{file}} ({{code}}). Revise la ruta y que Heed pueda leer el archivo.',
    noCertificate: 'El archivo del certificado no contiene un certificado en forma PEM (BEGIN CERTIFICATE).',
    noKey: 'El archivo de la clave no contiene una clave privada en forma PEM, o tiene frase de contraseña.',
    otherKey: 'La clave no corresponde al certificado.',
    expired: 'El certificado terminó el {{at}}. Renuévelo.',
    early: 'El certificado empieza a valer el {{at}}.',
    otherName: 'El certificado no es para {{host}}.',
    refused: 'El certificado es demasiado débil o no se puede usar.',
  },
  form: {
    port: 'Un número del 1 al 65535.',
    url: 'Una dirección que empiece por https:// y no tenga nada después del nombre y el puerto.',
    file: 'Indique el archivo.',
    proxy: 'Una dirección de red como 127.0.0.1, no un nombre.',
  },
  refused: {
    consoleOnly:
      'Esto se hace en la consola: en el equipo que guarda los datos de la organización, no en un puesto.',
    secondFactor:
      'En un puesto, quien administra necesita un segundo factor. Configúrelo antes en la consola: inicie sesión allí, abra el menú de su cuenta y elija “Contraseña e inicio de sesión”.',
    keepSecondFactor:
      'Está en un puesto, donde quien administra necesita un segundo factor. Si debe desactivarlo, hágalo en la consola.',
    resting: 'La consola está trabajando con sus datos. Sigue sola.',
    closed: 'En este momento no se puede usar la consola.',
    askConsole: 'Espere un poco y vuelva a mirar. Si continúa, avise a quien cuida la consola.',
    fault: 'No se pudo abrir el puerto de los puestos ({{code}}).',
    unable: 'Este Heed no puede atender puestos.',
    given: 'Estos ajustes se indicaron al iniciar Heed. Cámbielos allí.',
  },
  connectionsAtConsole: 'Las conexiones y los números remitentes se configuran en la consola.',
};
