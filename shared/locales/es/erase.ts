export const erase = {
  already: 'Los datos de esta persona ya se borraron.',
  headline: 'Datos borrados el {{day}}; no se le puede escribir',
  next: 'No se envía nada a este número, en ningún formato. Solo un alta hecha por un administrador lo cambia.',
};
