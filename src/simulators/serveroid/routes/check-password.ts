// The vendor's rule for passwords, [S002] M3. Characters outside its list are refused, [ASSUMED].
import { invalid } from "./refusal.ts";

const ALLOWED = /^[A-Za-z0-9!()[\]\-.?~`]+$/;

export function checkPassword(password: string): void {
  const isFit =
    ALLOWED.test(password) && /[a-z]/.test(password) && /[A-Z]/.test(password) && /[^A-Za-z]/.test(password);
  if (isFit) return;
  const message = "латинские буквы в разном регистре и хотя бы одна цифра или спецсимвол !()[]-.?~`";
  throw invalid({ field: "password", message });
}
