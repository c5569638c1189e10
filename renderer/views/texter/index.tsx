export function TexterView() {
  return null;
}
