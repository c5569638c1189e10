import type { consoles as en } from '../en/consoles.ts';
import { screen } from './consoles/screen.ts';
import { together } from './consoles/together.ts';

export const consoles: typeof en = {
  screen,
  together,
  check: {
    reach: 'Se puede llegar a la base de datos',
    signIn: 'La cuenta puede entrar',
    server: 'El servidor sirve (PostgreSQL 14 o posterior, no de solo lectura)',
    rights: 'La cuenta puede crear lo que hace falta',
  },
  lack: {
    unreachable:
      'La base de datos no responde. Revise el servidor y el puerto, y si deja entrar a este equipo. Dijo: {{detail}}',
    tls: 'La línea cifrada no es de fiar. El servidor debe ofrecer TLS con un certificado para su nombre; si lo firmó su propia autoridad, dé su certificado. Dijo: {{detail}}',
    signIn:
      'La cuenta o su contraseña no es correcta, o el servidor solo la deja entrar desde otro lugar. Dijo: {{detail}}',
    database: 'Esa base de datos no existe, o la cuenta no puede usarla. Dijo: {{detail}}',
    version: 'El servidor es demasiado antiguo: tiene {{detail}} y la versión 14 es la mínima.',
    readOnly: 'La base de datos {{detail}} es de solo lectura. Use el servidor principal, no una copia.',
    createSchema:
      'La cuenta {{detail}} no puede crear un esquema. Use la cuenta propietaria de la base de datos.',
    createRole:
      'La cuenta {{detail}} no puede crear roles. Un administrador puede permitirlo: ALTER ROLE … CREATEROLE.',
  },
  trouble: {
    unreachable:
      'La base de datos entre las consolas no responde. Revise la red y el servidor. Heed lo intenta de nuevo solo.',
    refused:
      'La base de datos ya no deja entrar a esta consola. Se quitó, o se cambió su cuenta. Pida un código nuevo a un administrador de otra consola y únase con una carpeta de datos vacía; conserve esta hasta que se hayan exportado sus bajas.',
    outdated:
      'En otra consola trabaja un Heed más nuevo. Actualice este; hasta entonces no recibe nada nuevo.',
    broken:
      'Lo que tiene la base de datos no encaja, por ejemplo después de restaurar esta consola, o la propia base de datos, desde una copia de seguridad. Si fue esta consola: quítela en otra y únase de nuevo con una carpeta de datos vacía; conserve esta hasta haber exportado sus bajas. Si fue la base de datos, todas las consolas lo dicen: salga en cada una, empiece en una con una base de datos vacía, importe allí las exportaciones de las demás e invítelas de nuevo, cada una con una carpeta de datos vacía.',
    unfit:
      'El cambio {{number}} de «{{console}}» no se puede incorporar aquí; por eso no entra nada más de ella y no se envía nada. ¿Hay un Heed más nuevo? Actualice primero. Si no, quite «{{console}}» aquí o en cualquier otra consola: de lo que comunicó a partir del cambio {{number}}, se deja fuera lo que no encaja y todo sigue. Puede unirse de nuevo con una carpeta de datos vacía.',
    secrets:
      'La clave del registro no está en el almacén de claves de este equipo. Salga aquí, o quite esta consola en otra y únase de nuevo con una carpeta de datos vacía.',
  },
  refused: {
    address:
      'Escriba la dirección como postgresql://cuenta:contraseña@servidor:puerto/base, sin nada detrás. En la contraseña escriba / # ? % como %2F %23 %3F %25.',
    code: 'Este código no está completo. Cópielo de nuevo, desde el principio hasta el final.',
    refused:
      'La base de datos no acepta este código. Ya se usó, también si el equipo nunca recibió la respuesta, o venció, o se retiró. Si «{{name}}» está entre las consolas en otra de ellas, quítela allí; luego cree un código nuevo.',
    unreachable:
      'La base de datos no responde. Revise la red e inténtelo de nuevo con este código. Si resulta que ya se usó, quite «{{name}}» entre las consolas en otra de ellas y cree allí un código nuevo.',
    demo: 'La demo no tiene otras consolas.',
    alone: 'Esta consola está sola.',
    united: 'Esta consola ya está unida.',
  },
  form: {
    addressNeeded: 'Dé la dirección de una base de datos.',
    nameNeeded: 'Dé un nombre a la consola.',
    codeNeeded: 'Pegue el código.',
  },
};
