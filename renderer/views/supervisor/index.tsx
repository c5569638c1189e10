export function SupervisorView() {
  return null;
}
