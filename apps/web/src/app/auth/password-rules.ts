/** Bounds the sign-in service enforces; said before it has to. Length beats character classes (NIST SP 800-63B). */
export const PASSWORD_MIN_LENGTH = 10;
export const PASSWORD_MAX_LENGTH = 200;

/** Whether a new password is long enough to be taken. */
export function isLongEnough(password: string): boolean {
  return password.length >= PASSWORD_MIN_LENGTH && password.length <= PASSWORD_MAX_LENGTH;
}
