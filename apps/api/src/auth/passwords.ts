import { hash, verify } from '@node-rs/argon2';

export const MINIMUM_PASSWORD_LENGTH = 10;
/** Longer input only costs memory: argon2 reads all of it. */
export const MAXIMUM_PASSWORD_LENGTH = 200;

/** OWASP's first recommendation for argon2id (the library's default variant): 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Argon2id of the password in one Unicode form, so that it does not matter on which keyboard it was typed. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

/** Whether a password is the one that was hashed by `hashPassword`. */
export function verifyPassword(input: { hash: string; password: string }): Promise<boolean> {
  return verify(input.hash, input.password.normalize('NFKC'));
}
