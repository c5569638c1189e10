export const kept = {
  coded: '{{text}} ({{code}})',
  two: '{{first}} {{second}}',
  unknown: 'Aquí había una frase que esta versión de Heed no conoce.',
  send: {
    invalidNumber: 'El proveedor dice que este número no puede recibir mensajes ({{code}}). {{detail}}',
    refused: 'El proveedor no aceptó este mensaje ({{code}}). {{detail}} No salió nada, y los demás siguen.',
    closedWhile: 'Heed se cerró mientras se enviaba.',
    consoleLost: 'La otra consola dejó de responder mientras se enviaba, así que puede haber salido.',
    unconfirmed: 'No se pudo preguntar a las otras consolas, así que aún no ha salido.',
    notWritten: 'No se pudo anotar qué fue de él.',
    notUnderstood: 'No se entendió la respuesta del proveedor.',
    withoutPicture:
      'La imagen no podía ir con él, así que el mensaje no se envió sin ella. Elija la imagen de nuevo o quítela.',
    connectionGone: 'La conexión ya no existe.',
    noReceipt: 'No llegó acuse; puede que haya llegado.',
    notDelivered: 'El proveedor no pudo entregarlo.',
    unknown:
      'El proveedor no respondió. El mensaje puede haber llegado; no se vuelve a enviar si usted no lo dice.',
  },
  blockedOnly:
    'Bloqueado por el proveedor, pero no dado de baja aquí. Los mensajes vuelven a llegar cuando envíe START al {{numbers}}.',
  wordsLost: 'Llegó una respuesta cuyas palabras se perdieron. Pregúntele por otro medio o dele de baja.',
  consoles: {
    left: 'Esta consola dejó a las demás. Puede que ellas hayan enviado lo que espera aquí, y ya no saben quién pide aquí no recibir más. Pruebe la conexión antes de enviar desde aquí.',
  },
  copied: {
    queued: 'Estaba en cola cuando se copió el almacén.',
    sending: 'Heed se copió mientras se enviaba.',
    queuedElsewhere: 'Estaba en cola en una copia de este almacén, así que puede haber salido de allí.',
    sentElsewhere: 'El mismo mensaje ya había salido de otra consola.',
    campaign: 'Llegó con una copia del almacén.',
  },
  import: {
    cancelled: 'Cancelada.',
    wrong: 'Algo falló durante la importación ({{what}}).',
    noneAgain: 'No se conservó ninguno de sus contactos. Empiécela de nuevo.',
    none: 'No se conservó ninguno de sus contactos.',
    closed: 'Heed se cerró durante esta importación. {{kept}}',
    allBut_one: 'Sus contactos se quitaron, salvo {{count}} con el que ya había pasado algo.',
    allBut_other: 'Sus contactos se quitaron, salvo {{count}} con los que ya había pasado algo.',
    allBut_many: 'Sus contactos se quitaron, salvo {{count}} con los que ya había pasado algo.',
    noTextsByDefault:
      'Hay columnas del archivo que dicen a quién no se debe escribir, y nadie eligió qué hacer con ellas, así que valió la lectura estricta. Filas de baja: {{optedOut, number}}. Omitidas: {{leftOut, number}}.',
    noTextsChosen:
      'Según las columnas que dicen a quién no se debe escribir, filas de baja: {{optedOut, number}}, omitidas: {{leftOut, number}}.',
    optedOut_one:
      '{{count}} número de la lista se dio de baja y así queda. Importe la lista de nuevo para los demás.',
    optedOut_other:
      '{{count}} números de la lista se dieron de baja y así quedan. Importe la lista de nuevo para los demás.',
    optedOut_many:
      '{{count}} números de la lista se dieron de baja y así quedan. Importe la lista de nuevo para los demás.',
    reversed:
      '{{reversed}} de {{made}} bajas de la lista están anuladas. Deshaga la importación de nuevo para las demás.',
  },
  csv: {
    dryRun: 'No se pudo leer el archivo. Elíjalo de nuevo.',
    empty: 'Este archivo está vacío.',
    nobody: 'No hay nadie en este archivo: tiene nombres de columnas y ninguna fila debajo.',
    manyColumns:
      'Este archivo tiene {{count, number}} columnas. Solo se toman las que Heed conoce; elija las demás que su guion necesite.',
    quoteStart:
      'Unas comillas que se abren cerca del principio no se cierran. Corrija el archivo e impórtelo de nuevo.',
    quoteAfter:
      'Unas comillas que se abren después de la línea {{line}} no se cierran. Corrija el archivo e impórtelo de nuevo.',
    longStart:
      'Una fila cerca del principio pasa de un millón de caracteres; quizá falten unas comillas. Corrija el archivo e impórtelo de nuevo.',
    longAfter:
      'Una fila después de la línea {{line}} pasa de un millón de caracteres; quizá falten unas comillas. Corrija el archivo e impórtelo de nuevo.',
    tooLarge:
      'Este archivo tiene {{size}}; Heed lee archivos CSV de hasta {{most}}. Divídalo e importe las partes.',
    unreadable: 'Este archivo no se puede leer. Compruebe que aún existe y que se puede abrir.',
    kind: {
      workbook: 'un libro de Excel',
      openDocument: 'una hoja de cálculo de LibreOffice o Numbers',
      web: 'una página web (HTML)',
      xml: 'XML',
      json: 'JSON',
      document: 'un documento de texto',
      cards: 'una libreta de contactos (vCard)',
      oldWorkbook: 'un libro de Excel antiguo',
      other: 'un archivo de otro tipo',
      pdf: 'un documento PDF',
      picture: 'una imagen',
      archive: 'un archivo comprimido',
      database: 'una base de datos',
      utf32: 'texto UTF-32',
    },
    notCsv: 'Este archivo no es un CSV: parece {{what}}. {{advice}}',
    advice: {
      open: 'Ábralo en Excel, en Sheets o en el programa que lo hizo, guarde la lista como “CSV UTF-8” y elija ese archivo.',
      unpack: 'Descomprímalo primero y elija el archivo CSV que contiene.',
      download:
        'Quizá se guardó una página de inicio de sesión o un error en lugar de la lista. Exporte la lista de nuevo como CSV; una tabla que se abre en Excel se puede guardar como “CSV UTF-8”.',
      ask: 'Exporte la lista como CSV desde el programa del que viene y elija ese archivo.',
    },
    noColumn:
      'El archivo tiene {{count}} columnas, así que no hay columna {{missing}}. Elija las columnas de nuevo.',
  },
  webhook: {
    ECONNREFUSED: 'Nada responde en esta dirección.',
    ENOTFOUND: 'El nombre de esta dirección no se conoce. Revise cómo está escrito.',
    EAI_AGAIN: 'No se pudo buscar el nombre de esta dirección. ¿Está este equipo sin conexión?',
    ECONNRESET: 'La conexión se cortó antes de que llegara una respuesta.',
    CERT_HAS_EXPIRED: 'El certificado de esta dirección ha caducado.',
    DEPTH_ZERO_SELF_SIGNED_CERT:
      'El certificado de esta dirección es autofirmado, así que no es de confianza.',
    noAnswer: 'Sin respuesta a tiempo.',
    notHttp: 'La respuesta no era HTTP.',
    unreachable: 'No se puede llegar a la dirección ({{code}}).',
    private: 'Esta dirección está en una red privada. Permítalo para este webhook si es lo que quiere.',
    noAddress: 'El nombre no tiene dirección.',
    notHere: 'El nombre no es este equipo, y http es solo para este equipo.',
    noSecret: 'El secreto no está en el almacén de claves. Cree uno nuevo para este webhook.',
    redirect: 'Respondió con una redirección (HTTP {{status}}); esas no se siguen.',
    status: 'Respondió con HTTP {{status}}.',
  },
  connection: {
    incomplete: 'Su configuración está incompleta. Ábrala y complete lo que falta.',
    incompleteTest: 'Su configuración está incompleta. Complete lo que falta y pruebe de nuevo.',
    moved:
      'La dirección para las respuestas cambió de {{from}} a {{to}}: las respuestas no llegan y un STOP se perdería. Dirija su túnel o proxy a la nueva dirección (y cámbiela en el proveedor si está escrita allí) y envíe un mensaje a uno de sus números desde su propio teléfono. El envío sigue cuando ese mensaje haya llegado aquí.',
    testReply:
      'Envíe un mensaje a uno de sus números desde su propio teléfono. El envío empieza cuando ese mensaje haya llegado aquí.',
  },
  pausedAtRate: {
    filtered: 'Filtrado para {{count}} de las últimas {{of}} personas. {{why}}',
    refused: 'No se envió a {{count}} de las últimas {{of}} personas. {{why}}',
  },
  origin: {
    test: 'Una prueba de “{{name}}”.',
    copy: 'Copiada de “{{name}}”.',
    followUp: 'Seguimiento de “{{name}}”: {{who}}.',
  },
  source: {
    campaign: 'De “{{name}}”: {{who}}',
    import: 'De un archivo importado en “{{name}}”',
    list: 'De la lista “{{name}}”',
  },
  who: {
    everybody: 'todas las personas',
    answer: 'quienes respondieron “{{answers}}” a “{{question}}”',
    answered: 'quienes respondieron a “{{question}}”',
    noAnswer: 'quienes no respondieron a “{{question}}”',
    noReply: 'quienes no contestaron',
    notTexted: 'quienes nunca recibieron un mensaje',
    closedAs: 'quienes tienen la conversación cerrada como: {{closedAs}}',
    done: 'terminada',
    refused: 'no quiere',
    wrongNumber: 'número equivocado',
    or: '{{first}}, {{second}}',
  },
  campaign: {
    byHand: 'Pausada a mano.',
  },
  row: {
    column: '“{{column}}” dice “{{value}}”',
    emptyColumn: '“{{column}}” está vacía',
  },
  reason: {
    turnedOn: 'Se activaron las bajas automáticas y esta petición esperaba.',
    contacts: 'Figura en la lista de contactos de “{{campaign}}” como persona a quien no se debe escribir',
    asked: 'Pidió la baja',
    upset: 'Le molestó el mensaje',
    underAge: 'Menor de edad',
    died: 'Falleció',
    withWords: '{{reason}}: {{words}}',
    undone: 'Deshecho de inmediato',
    mistaken: 'La revisión la consideró un error.',
    resume: 'El contacto pidió volver a recibir mensajes.',
    nobody: 'Nadie decidió en 10 días hábiles.',
    list: 'Importado de una lista',
  },
  unseen:
    'Heed estuvo ausente más tiempo del que alcanza la lista del proveedor. Pueden haberse perdido respuestas del {{from}} al {{to}} (UTC), entre ellas peticiones de STOP. Pida los mensajes entrantes de esos días al soporte del proveedor, o a quien los recibió por usted; importe en las bajas a quienes pidieron que no se les escriba; después pruebe esta conexión y el envío continúa.',
};
