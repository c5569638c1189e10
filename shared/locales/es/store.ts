export const store = {
  keyMalformed: 'La clave del almacén de datos no tiene la forma debida.',
  restoreKey: 'Recupere la clave de su almacén de claves.',
  unreadable:
    'El almacén de datos no se puede leer: la clave no es la suya, o el archivo está dañado o no es un almacén de Heed.',
  checkKey:
    'Compruebe la frase de contraseña o el almacén de claves; si son correctos, recupere la última copia de seguridad. No se cambió nada.',
  foreign: 'Este archivo no es un almacén de Heed.',
  development:
    'Este almacén lo hizo una versión de desarrollo anterior de Heed, que lo cifraba de otra forma.',
  otherFolder: 'Elija otra carpeta de datos. No se cambió nada.',
  cannotOpen: 'El almacén de datos no se puede abrir.',
  checkFolder: 'Compruebe que la carpeta existe, que puede escribir en ella y que el disco no está lleno.',
  full: 'El disco está lleno, así que Heed no puede guardar nada.',
  freeSpace:
    'Libere espacio en el disco de la carpeta de datos. Hasta entonces no se envía nada, y nada de lo guardado se pierde.',
  busy: 'Otro programa está usando el almacén de datos.',
  closeOther:
    'Cierre el otro programa, por ejemplo otro Heed o una copia de la carpeta de datos, e inténtelo de nuevo. Hasta entonces no se envía nada.',
  damagedPart: 'El almacén de datos está dañado: una parte de su archivo no se puede leer.',
  restoreLatest: 'Cierre Heed y recupere la última copia de seguridad. Hasta entonces no se envía nada.',
  readOnly: 'En el almacén de datos no se puede escribir.',
  giveRight:
    'Dé a su cuenta permiso para escribir en la carpeta de datos, o quite la protección contra escritura, y vuelva a iniciar Heed. Hasta entonces no se envía nada.',
  disk: 'El disco de la carpeta de datos no responde como debería.',
  checkDisk:
    'Compruebe que el disco está conectado y en buen estado, y vuelva a iniciar Heed. Hasta entonces no se envía nada.',
  folderFull: 'El disco está lleno, así que la carpeta de datos no se puede usar.',
  freeStart: 'Libere espacio en su disco y vuelva a iniciar Heed. No se cambió nada.',
  folder: 'La carpeta de datos no se puede usar ({{code}}).',
  folderCheck:
    'Compruebe que su disco está conectado y que su cuenta puede leer y escribir allí, o elija otra carpeta con --data-dir. No se cambió nada.',
  putBack:
    'Vuelva a poner el archivo heed.db donde estaba, o recupere la última copia de seguridad. Heed no crea un almacén nuevo en su lugar, porque eso olvidaría quién pidió que no se le escriba; para empezar con uno vacío, elija otra carpeta de datos con --data-dir.',
  gone: 'El almacén de datos no está: su archivo heed.db no se encuentra en su carpeta.',
  empty: 'El almacén de datos está vacío, aunque estaba en uso.',
  older:
    'El almacén de datos es más antiguo que lo último que guardó Heed: faltan los cambios más recientes.',
  olderRemedy:
    'Recupere la última copia de seguridad, o vuelva a poner entera la copia más reciente de la carpeta del almacén, con el archivo heed.db-wal. Para seguir de todos modos con el almacén antiguo, borre el archivo organisation.mark de la carpeta de datos; le faltarán las bajas posteriores y algunos mensajes podrían salir de nuevo.',
  newer:
    'Este almacén de datos lo escribió un Heed más nuevo (versión {{current}}; este Heed lee hasta la {{newest}}).',
  newerRemedy:
    'Vuelva a instalar el Heed más nuevo y ábralo con él: no se cambió ni se perdió nada. Junto al almacén puede haber una copia anterior al Heed nuevo, llamada heed.db.version-{{newest}}; le faltan las bajas posteriores, así que úsela solo con ayuda de alguien que conozca Heed.',
  keyMissing: 'La clave del almacén de datos no está en el almacén de claves de este equipo.',
  keyMissingRemedy:
    'Inicie sesión en este equipo como la persona que configuró Heed, o recupere la clave. No se cambió nada.',
  demoKey: 'La clave junto al almacén de la demostración ya no está.',
  demoKeyRemedy:
    'Borre la carpeta “demo” de la carpeta de datos y empiece la demostración de nuevo; solo contiene personas inventadas.',
  typeIt: 'Escríbala en la página de inicio.',
  correct:
    'Corrija HEED_PASSPHRASE, o inicie Heed sin ella y escriba la frase de contraseña. No se cambió nada.',
  thenStart: 'Después, vuelva a iniciar Heed.',
  couldNot: 'Heed no pudo abrir su almacén de datos.',
  couldNotRemedy: 'Cierre Heed y vuelva a iniciarlo; si no ayuda, mire en heed.log. ({{name}})',
  closing: 'Heed se está cerrando.',
  startAgain: 'Vuelva a iniciarlo.',
  keystoreFile:
    'El archivo keystore.json de la carpeta de datos está dañado. Recupérelo de una copia de seguridad; no se cambió nada.',
  passphraseNeeded: 'Esta carpeta de datos se abre con una frase de contraseña.',
  sealedForWindow:
    'La clave de este almacén está sellada para la ventana de escritorio de Heed. Abra Heed como programa propio: desde el menú de esta computadora si está instalado; si no, con npm start -- --electron. No se cambió nada.',
  vaultGone:
    'El almacén de datos está aquí, pero su clave no: falta el archivo vault.json o keystore.json en la carpeta de datos. Recupérelo de una copia de la carpeta de datos; sin él nadie puede leer el almacén. No se cambió nada.',
  demanded: 'HEED_KEYSTORE es "{{value}}"; puede ser passphrase o system.',
  keyring:
    'El llavero de este equipo, que guarda la clave de este almacén, no responde. Desbloquéelo o inícielo (GNOME Keyring, KWallet, Llaveros, Administrador de credenciales) y vuelva a iniciar Heed. No se cambió nada.',
  keyringOfBrowser:
    'La clave de este almacén está en el llavero de esta computadora, donde la puso Heed en una ventana del navegador y este programa no puede alcanzarla. Ábralo allí como antes (npm start -- --browser). No se cambió nada.',
  sealedDamaged:
    'El archivo secrets.json de la carpeta de datos está dañado. Recupérelo de una copia de seguridad; no se cambió nada.',
  sealedForeign:
    'El almacén de claves de esta computadora no abre lo que Heed selló con él. ¿Se restableció, o usa esta computadora otra persona? No se cambió nada.',
  noKeyring:
    'La clave de este almacén la guarda el llavero de esta computadora, y no hay ninguno en marcha. Inícielo (GNOME Keyring, KWallet, KeePassXC u otro que ofrezca Secret Service) y abra Heed de nuevo. No se cambió nada.',
  keyringSilent:
    'La clave de este almacén la guarda {{keeper}}, que no responde. Desbloquéelo y abra Heed de nuevo. No se cambió nada.',
  vaultUnreadable: 'El archivo de claves vault.json de la carpeta de datos no se puede leer.',
  vaultDamaged:
    'El archivo de claves vault.json de la carpeta de datos está dañado. Recupérelo de una copia de seguridad; no se cambió nada.',
  wrongPassphrase: 'Esa no es la frase de contraseña de esta carpeta de datos.',
  noneOpen: 'No hay ningún almacén abierto.',
  setUpFirst: 'Configure Heed primero.',
  already: 'Heed ya está configurado.',
  signIn: 'Inicie sesión.',
  oneOpen: 'Hay un almacén abierto.',
};
