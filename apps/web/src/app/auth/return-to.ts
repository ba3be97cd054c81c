/** Where to go after signing in: a path of this product only, never another host. */
export function safeReturnPath(returnTo: string | undefined): string {
  if (returnTo === undefined || !/^\/(?![/\\])/.test(returnTo)) return '/';
  return returnTo;
}
