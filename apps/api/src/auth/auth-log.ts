import type { Logger } from '@nestjs/common';
import { isAPIError } from 'better-auth/api';
import type { AuthLog } from './auth';

/**
 * What the sign-in library has to say, in the log of the API.
 * It calls a refused caller an error. Anybody may send keys that do not exist, so those are only for who looks for them:
 * otherwise strangers would fill the log and set off its alarms.
 */
export function authLog(logger: Logger): AuthLog {
  return (level, message, ...details) => {
    const err = details.find((detail) => detail instanceof Error);
    const kind = isAPIError(err) ? 'debug' : level === 'info' ? 'log' : level;
    logger[kind]({ msg: message, err });
  };
}
