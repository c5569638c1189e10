export const erase = {
  already: 'This person was erased already.',
  headline: 'Erased on {{day}}; may not be texted',
  next: 'Nothing is sent to this number, in any format. Only an opt-in by an admin changes that.',
};
