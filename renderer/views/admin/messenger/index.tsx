export function AdminMessengerView() {
  return null;
}
